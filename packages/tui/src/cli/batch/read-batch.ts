import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { JackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import type { AskOptions } from '../ask/ask-options.ts';
import { requestFields } from '../ask/build-request.ts';
import { readSchema } from '../ask/read-schema.ts';
import type { CliContext } from '../cli-context.ts';
import { parseBatch, type BatchQuestion } from './batch-questions.ts';

export interface BatchOptions extends AskOptions {
  readonly batch: string;
}

/** Bytes: all of it is checked before anything is asked. */
const MAX_BATCH_BYTES = 256 * 1024 * 1024;

/** The questions of the file, or of stdin for `-`. Throws `invalid_request` or `too_large`. */
export async function readBatch(
  context: CliContext,
  options: BatchOptions,
  signal: AbortSignal,
): Promise<readonly BatchQuestion[]> {
  const schema = options.schema === undefined ? null : await readSchema(options.schema, context.cwd);
  const defaults = { priority: 'script' as const, ...requestFields(options, schema) };
  if (options.batch === '-') {
    const onAbort = () => context.stdin.destroy();
    signal.addEventListener('abort', onAbort, { once: true });
    return parseBatch('stdin', await text(context.stdin), defaults);
  }
  return parseBatch(options.batch, await readQuestions(options.batch, context.cwd), defaults);
}

async function readQuestions(name: string, cwd: string): Promise<string> {
  const file = path.resolve(cwd, name);
  try {
    const { size } = await stat(file);
    if (size > MAX_BATCH_BYTES)
      throw new JackdawError(
        'too_large',
        `${name} has ${Math.round(size / 1e6)} MB; a batch may have ${Math.round(MAX_BATCH_BYTES / 1e6)} MB. Split it.`,
      );
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof JackdawError) throw error;
    throw new JackdawError('invalid_request', `${name} cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}
