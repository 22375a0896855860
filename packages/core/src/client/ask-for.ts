import type { z } from 'zod';
import { JackdawError } from '../errors/index.ts';
import type { WireRequest } from '../protocol/request-schema.ts';
import type { TurnResult } from '../turn/turn-result.ts';
import { answerSchema } from './answer-schema.ts';

/** A question whose answer is data: a request as any other, with a zod schema. */
export interface AskForRequest<Schema extends z.ZodType> extends Omit<
  WireRequest,
  'schema' | 'tools' | 'toolChoice'
> {
  readonly schema: Schema;
}

export interface AskedFor<Schema extends z.ZodType> extends TurnResult {
  /** What the schema made of the answer: defaults filled in, transforms applied. */
  readonly data: z.output<Schema>;
}

/**
 * Asks for data, with a schema of zod: what `ask` does with the request as it goes over the wire. Throws what it throws,
 * and `refused` or `invalid_output` where there is no data to give: the model declined, the answer was cut, or a refinement
 * of the schema, which the daemon does not know of, does not hold. These two errors have the turn's result as their
 * `cause`.
 */
export async function askFor<Schema extends z.ZodType>(
  ask: (request: WireRequest) => Promise<TurnResult>,
  { schema, ...request }: AskForRequest<Schema>,
): Promise<AskedFor<Schema>> {
  const result = await ask({ ...request, schema: answerSchema(schema) });
  if (result.data === undefined) throw noData(result);
  const read = await schema.safeParseAsync(result.data);
  if (read.success) return { ...result, data: read.data };
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || '(root)'}: ${message}`);
  throw new JackdawError(
    'invalid_output',
    `The answer has the right form, but does not hold what the schema asks for: ${problems.join('; ')}. Ask again with \`cache: {mode: 'refresh'}\`.`,
    { cause: result },
  );
}

function noData(result: TurnResult): JackdawError {
  const { stopReason, model, explanation } = result;
  if (stopReason === 'refusal') {
    const why = explanation === undefined ? '' : ` (${explanation})`;
    return new JackdawError('refused', `${model} declined to answer this${why}. Ask it differently.`, {
      cause: result,
    });
  }
  const advice = stopReason === 'max_tokens' ? 'Raise `maxTokens`, or ask for less.' : 'Ask again.';
  return new JackdawError(
    'invalid_output',
    `The answer ended before its JSON was whole (${stopReason}). ${advice}`,
    { cause: result },
  );
}
