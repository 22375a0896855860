import { checkSchema, compileSchema } from '@jackdaw/core';
import { answerSchema, askFor } from '@jackdaw/core/client';
import type { TurnResult, WireRequest } from '@jackdaw/core/protocol';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';

const RESULT: TurnResult = {
  text: '{}',
  model: 'claude-haiku-5-5',
  cache: 'miss',
  usage: null,
  costUsd: null,
  savedUsd: 0,
  latencyMs: 1,
  ttftMs: null,
  traceId: 't',
  conversationId: null,
  stopReason: 'end_turn',
};

/** Asks somebody who gives this result. */
function oneThatGets(result: Partial<TurnResult>) {
  const requests: WireRequest[] = [];
  const ask = async (request: WireRequest): Promise<TurnResult> => {
    requests.push(request);
    return { ...RESULT, ...result };
  };
  return { requests, ask };
}

const Review = z.object({
  sentiment: z.enum(['positive', 'negative', 'mixed']),
  score: z.int().min(1).max(5),
  tags: z.array(z.string()).default([]),
  at: z.string().transform((text) => new Date(text)),
});

describe('askFor', () => {
  test('sends the schema as JSON Schema, and gives what the zod schema makes of the answer, with its type', async () => {
    const { ask, requests } = oneThatGets({
      data: { sentiment: 'mixed', score: 3, at: '2026-11-01T00:00:00Z' },
    });
    const { data, model } = await askFor(ask, { prompt: 'Well?', maxTokens: 500, schema: Review });
    expectTypeOf(data).toEqualTypeOf<{
      sentiment: 'positive' | 'negative' | 'mixed';
      score: number;
      tags: string[];
      at: Date;
    }>();
    expectTypeOf(model).toEqualTypeOf<string>();
    expect(data).toEqual({ sentiment: 'mixed', score: 3, tags: [], at: new Date('2026-11-01T00:00:00Z') });
    expect(requests).toEqual([
      {
        prompt: 'Well?',
        maxTokens: 500,
        schema: {
          type: 'object',
          properties: {
            sentiment: { type: 'string', enum: ['positive', 'negative', 'mixed'] },
            score: { type: 'integer', minimum: 1, maximum: 5 },
            tags: { type: 'array', items: { type: 'string' }, default: [] },
            at: { type: 'string' },
          },
          required: ['sentiment', 'score', 'at'],
          additionalProperties: false,
        },
      },
    ]);
  });

  test('takes no other schema, and no misspelt field of the answer', () => {
    const { ask } = oneThatGets({});
    // @ts-expect-error: JSON Schema goes with `ask` itself.
    const wrong = () => askFor(ask, { prompt: 'x', schema: { type: 'object' } });
    const misspelt = async () => {
      const { data } = await askFor(ask, { prompt: 'x', schema: Review });
      // @ts-expect-error: there is no such field.
      return data.scores;
    };
    expectTypeOf(misspelt).returns.resolves.toBeAny();
    expectTypeOf(wrong).toBeFunction();
  });

  test('a refinement that does not hold is invalid output, in words, with the result as its cause', async () => {
    const Range = z
      .object({ from: z.number(), to: z.number() })
      .refine(({ from, to }) => from <= to, { message: 'from is beyond to', path: ['from'] });
    const { ask } = oneThatGets({ data: { from: 2, to: 1 }, text: '{"from": 2, "to": 1}' });
    await expect(askFor(ask, { prompt: 'x', schema: Range })).rejects.toMatchObject({
      code: 'invalid_output',
      message: expect.stringContaining('from: from is beyond to'),
      cause: { text: '{"from": 2, "to": 1}' },
    });
  });

  test('refinements may be asynchronous', async () => {
    const Even = z.object({ n: z.number().refine(async (n) => n % 2 === 0) });
    const { ask } = oneThatGets({ data: { n: 4 } });
    expect((await askFor(ask, { prompt: 'x', schema: Even })).data).toEqual({ n: 4 });
  });

  test.each([
    ['refusal', 'refused', 'declined'],
    ['max_tokens', 'invalid_output', 'maxTokens'],
    ['pause_turn', 'invalid_output', 'Ask again'],
  ])('where there is no data (%s) it throws %s', async (stopReason, code, words) => {
    const { ask } = oneThatGets({ stopReason, text: '{"sco' });
    await expect(askFor(ask, { prompt: 'x', schema: Review })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      cause: { text: '{"sco' },
    });
  });

  test('null is data', async () => {
    const { ask } = oneThatGets({ data: null });
    expect((await askFor(ask, { prompt: 'x', schema: z.string().nullable() })).data).toBeNull();
  });
});

interface Tree {
  label: string;
  children: Tree[];
}
const Tree: z.ZodType<Tree> = z.object({
  label: z.string(),
  get children() {
    return z.array(Tree);
  },
});

describe('answerSchema', () => {
  test.each([
    ['a recursive object', Tree],
    [
      'a union',
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
    ],
    [
      'a tuple and a record',
      z.object({ pair: z.tuple([z.string(), z.int()]), of: z.record(z.string(), z.number()) }),
    ],
    ['formats', z.object({ mail: z.email(), on: z.iso.date(), id: z.uuid(), site: z.url() })],
  ] as const)('%s becomes a schema that the daemon takes', (_name, schema) => {
    expect(() => checkSchema(answerSchema(schema))).not.toThrow();
  });

  test('loose objects stay open', () => {
    expect(answerSchema(z.looseObject({ a: z.string() }))).toMatchObject({ additionalProperties: {} });
  });

  test('the parts of an intersection let through what belongs to the other', () => {
    const either = z.union([z.object({ b: z.string() }), z.object({ c: z.object({ d: z.string() }) })]);
    const check = compileSchema(answerSchema(z.intersection(z.object({ a: z.string() }), either)));
    expect(check({ a: '', b: '' })).toBeNull();
    expect(check({ a: '', c: { d: '' } })).toBeNull();
    expect(check({ a: '', c: { d: '', e: '' } })).not.toBeNull();
    const named = compileSchema(answerSchema(z.intersection(Tree, z.object({ more: z.string() }))));
    expect(named({ label: '', children: [], more: '' })).toBeNull();
    expect(named({ label: '', children: [] })).not.toBeNull();
  });

  test.each([
    ['z.date()', z.object({ on: z.date() })],
    ['z.bigint()', z.bigint()],
  ])('what JSON cannot say, %s, is refused before anything is asked', (_name, schema) => {
    expect(() => answerSchema(schema)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
