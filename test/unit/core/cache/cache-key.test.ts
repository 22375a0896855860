import { isDeepStrictEqual } from 'node:util';
import { cacheKey, contextKey, type ChatRequest, type ContentBlock } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRequest, FIELDS, PLAIN_REQUEST } from './chat-request-samples.ts';

const CASES = { numRuns: 2_000 };
const MANY_CASES = { numRuns: 10_000 };
const NOT_IN_THE_KEY = [
  'cache',
  'contextEntries',
  'priority',
  'overBudget',
  'previous',
  'metadata',
] as const satisfies (keyof ChatRequest)[];
const IN_THE_KEY = Object.keys(FIELDS).filter((field) => !(NOT_IN_THE_KEY as string[]).includes(field));

const keyOf = (changes: Partial<ChatRequest>, policy = 'v1') =>
  cacheKey({ ...PLAIN_REQUEST, ...changes }, policy);
const asked = (content: string | ContentBlock[]) => keyOf({ messages: [{ role: 'user', content }] });

describe('the cache key', () => {
  test('is a SHA-256 in hex', () => expect(keyOf({})).toMatch(/^[0-9a-f]{64}$/));

  test.each([
    ['==', '==='],
    ['IT', 'it'],
    ['a b', 'a  b'],
    ['-5', '5'],
    ['is it safe', 'is it safe?'],
    ['caf\u00e9', 'cafe\u0301'],
    ['', '\u200b'],
  ])('holds %j and %j for different questions', (one, other) => expect(asked(one)).not.toBe(asked(other)));

  test.each(['question', '\n question', 'question\t\r\n', '\u00a0question'])('trims %j', (typed) => {
    expect(asked(typed)).toBe(asked('question'));
    expect(asked([{ type: 'text', text: typed }])).toBe(asked('question'));
    expect(keyOf({ system: typed })).toBe(keyOf({ system: 'question' }));
  });

  test('holds a text block that says more than its text for another question', () => {
    expect(asked([{ type: 'text', text: 'a', citations: [] }])).not.toBe(asked('a'));
    expect(asked([{ type: 'text', text: 'a', citations: undefined }])).toBe(asked('a'));
  });

  test('leaves white space inside of attachments and tool results alone', () => {
    const result = (text: string) => asked([{ type: 'tool_result', content: [{ type: 'text', text }] }]);
    expect(result('a ')).not.toBe(result('a'));
  });

  test.each(['auto', 'fast', 'balanced', 'capable'])('of model %s follows the routing policy', (model) => {
    expect(keyOf({ model }, 'v1')).not.toBe(keyOf({ model }, 'v2'));
  });

  test('of a model that the caller named does not', () => {
    expect(keyOf({ model: 'claude-a' }, 'v1')).toBe(keyOf({ model: 'claude-a' }, 'v2'));
  });

  test('refuses what JSON cannot hold', () => {
    expect(() => keyOf({ maxTokens: Number.NaN })).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});

describe('the context key', () => {
  const said = (question: string, answer: string, next: string) => [
    { role: 'user' as const, content: question },
    { role: 'assistant' as const, content: answer },
    { role: 'user' as const, content: next },
  ];
  const contextOf = (changes: Partial<ChatRequest>) => contextKey({ ...PLAIN_REQUEST, ...changes }, 'v1');

  test('leaves the last question out, and nothing else', () => {
    const first = contextOf({ messages: said('a', 'b', 'c') });
    expect(contextOf({ messages: said('a', 'b', 'another question') })).toBe(first);
    expect(contextOf({ messages: said('a', 'other', 'c') })).not.toBe(first);
    expect(contextOf({ messages: said('a', 'b', 'c'), system: 'Be brief.' })).not.toBe(first);
    expect(contextOf({ messages: said('a', 'b', 'c'), tenant: 'other' })).not.toBe(first);
  });

  test('is the same after two wordings of one question that one entry answered', () => {
    const one = contextOf({ messages: said('How do I reset it?', 'So.', 'c'), contextEntries: ['e1'] });
    expect(
      contextOf({ messages: said('What’s the way to reset it?', 'So.', 'c'), contextEntries: ['e1'] }),
    ).toBe(one);
    expect(contextOf({ messages: said('How do I reset it?', 'So.', 'c'), contextEntries: ['e2'] })).not.toBe(
      one,
    );
    expect(contextOf({ messages: said('How do I reset it?', 'So.', 'c'), contextEntries: [null] })).not.toBe(
      one,
    );
    // The entry was asked afresh: who read the earlier answer is in another conversation.
    expect(
      contextOf({ messages: said('How do I reset it?', 'Thus.', 'c'), contextEntries: ['e1'] }),
    ).not.toBe(one);
  });

  test('is no exact key', () => expect(contextOf({})).not.toBe(keyOf({})));
});

describe('over random requests, the cache key', () => {
  test('changes with any one field that can change the answer', () => {
    const change = fc.constantFrom(...IN_THE_KEY).chain((field) =>
      fc.record({
        field: fc.constant(field),
        value: FIELDS[field as keyof ChatRequest] as fc.Arbitrary<unknown>,
      }),
    );
    fc.assert(
      fc.property(anyRequest, change, (request, { field, value }) => {
        const changed = { ...request, [field]: value } as ChatRequest;
        fc.pre(!sameQuestion(request, changed));
        expect(cacheKey(changed, 'v1')).not.toBe(cacheKey(request, 'v1'));
      }),
      { ...CASES, maxSkipsPerRun: 1000 },
    );
  });

  test('does not change with how the cache is used, the priority or labels', () => {
    fc.assert(
      fc.property(
        anyRequest,
        anyRequest,
        (request, { cache, contextEntries, previous, priority, overBudget, metadata }) => {
          expect(
            cacheKey({ ...request, cache, contextEntries, previous, priority, overBudget, metadata }, 'v1'),
          ).toBe(cacheKey(request, 'v1'));
        },
      ),
      CASES,
    );
  });

  test('does not change with the order of keys or with outer white space', () => {
    fc.assert(
      fc.property(anyRequest, fc.constantFrom('', ' ', '\n\n', '\t '), (request, space) => {
        expect(cacheKey(restyled(request, space), 'v1')).toBe(cacheKey(request, 'v1'));
      }),
      CASES,
    );
  });

  test('is the same for two requests exactly where they ask the same', () => {
    // Near twins, which differ in two fields at most; the few values of a field make equal pairs common too.
    const changedFields = fc.subarray(Object.keys(FIELDS), { maxLength: 2 });
    const pair = fc.tuple(anyRequest, anyRequest, changedFields).map(([one, other, changed]) => ({
      one,
      other: {
        ...one,
        ...Object.fromEntries(changed.map((field) => [field, other[field as keyof ChatRequest]])),
      },
    }));
    fc.assert(
      fc.property(pair, ({ one, other }) => {
        expect(cacheKey(one, 'v1') === cacheKey(other, 'v1')).toBe(sameQuestion(one, other));
      }),
      MANY_CASES,
    );
  });

  test('changes where text moves from one place to the next', () => {
    const place = fc.constantFrom<(text: string) => Partial<ChatRequest>>(
      (text) => ({ system: text }),
      (text) => ({ tenant: text }),
      (text) => ({ betas: [text] }),
      (text) => ({ betas: ['', text] }),
      (text) => ({ tools: [{ name: text }] }),
      (text) => ({ toolChoice: { name: text } }),
      (text) => ({ schema: { name: text } }),
      (text) => ({ thinking: { name: text } }),
      (text) => ({ messages: [{ role: 'user', content: text }] }),
      (text) => ({ messages: [{ role: 'assistant', content: text }] }),
      (text) => ({
        messages: [
          { role: 'user', content: '' },
          { role: 'user', content: text },
        ],
      }),
      (text) => ({
        messages: [
          { role: 'user', content: text },
          { role: 'user', content: '' },
        ],
      }),
      (text) => ({
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: '' },
              { type: 'text', text },
            ],
          },
        ],
      }),
    );
    fc.assert(
      fc.property(place, place, fc.string({ unit: 'binary' }), (here, there, text) => {
        fc.pre(here !== there);
        expect(keyOf(here(`x${text}`))).not.toBe(keyOf(there(`x${text}`)));
      }),
      { numRuns: 2000 },
    );
  });

  test('changes with every way to cut one text into messages', () => {
    const messages = (parts: string[]) => parts.map((content) => ({ role: 'user' as const, content }));
    fc.assert(
      fc.property(
        fc.string({ minLength: 2, unit: fc.constantFrom('a', '"', ',', '[', ']', '\\') }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const [i, j] = [a % (text.length + 1), b % (text.length + 1)];
          fc.pre(i !== j);
          const cut = (at: number) => keyOf({ messages: messages([text.slice(0, at), text.slice(at)]) });
          expect(cut(i)).not.toBe(cut(j));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** What the key promises to hold apart, said a second time and in another way: plain values, compared deeply. */
function sameQuestion(one: ChatRequest, other: ChatRequest): boolean {
  return isDeepStrictEqual(question(one), question(other));
}

function question(request: ChatRequest): unknown {
  const {
    cache: _cache,
    contextEntries: _entries,
    priority: _priority,
    metadata: _metadata,
    overBudget: _overBudget,
    previous: _previous,
    ...rest
  } = request;
  const whole = {
    ...rest,
    system: request.system === null ? null : blocksOf(request.system),
    messages: request.messages.map(({ role, content }) => ({ role, content: blocksOf(content) })),
  };
  return JSON.parse(JSON.stringify(whole));
}

function blocksOf(content: string | readonly ContentBlock[]): readonly ContentBlock[] {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return blocks.map((block) =>
    block.type === 'text' && typeof block['text'] === 'string'
      ? { ...block, text: block['text'].trim() }
      : block,
  );
}

/** The same question, typed by another hand: keys in reverse order at every depth, white space around texts. */
function restyled(request: ChatRequest, space: string): ChatRequest {
  const padded = (content: string | readonly ContentBlock[]) =>
    typeof content === 'string'
      ? `${space}${content}${space}`
      : content.map((block) =>
          block.type === 'text' ? { ...block, text: `${space}${String(block['text'])}${space}` } : block,
        );
  return reversed({
    ...request,
    system: request.system === null ? null : padded(request.system),
    messages: request.messages.map(({ role, content }) => ({ role, content: padded(content) })),
  }) as ChatRequest;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => [key, reversed(field)]);
  return Object.fromEntries(entries.toReversed());
}
