import { isDeepStrictEqual } from 'node:util';
import { cacheKey, contextKey, type ChatRequest, type JsonObject, type Passage } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_REQUEST } from './chat-request-samples.ts';

const BODY: JsonObject = {
  model: 'claude-a',
  max_tokens: 100,
  messages: [
    { role: 'user', content: 'First?' },
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: 'Second?' },
  ],
};

function passing(body: JsonObject, changes: Partial<Passage> = {}, request: Partial<ChatRequest> = {}) {
  const passage: Passage = {
    body,
    text: JSON.stringify(body),
    headers: { 'anthropic-version': '2023-06-01' },
    keyHeader: null,
    hops: 0,
    stream: false,
    ...changes,
  };
  return { ...PLAIN_REQUEST, model: 'claude-a', passage, ...request };
}

const keyOf = (...said: Parameters<typeof passing>) => cacheKey(passing(...said), 'v1');
const contextOf = (...said: Parameters<typeof passing>) => contextKey(passing(...said), 'v1');

/** The same fields the other way round, all the way down. */
function reversed(body: JsonObject): JsonObject {
  const turn = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value;
  return JSON.parse(JSON.stringify(body, turn));
}

describe('the key of a passage', () => {
  it('is a SHA-256 in hex, the same for the same body however its fields lie and however it was written', () => {
    expect(keyOf(BODY)).toMatch(/^[0-9a-f]{64}$/);
    const { max_tokens, ...rest } = BODY;
    expect(keyOf({ ...rest, max_tokens })).toBe(keyOf(BODY));
    expect(keyOf(BODY, { text: JSON.stringify(BODY, null, 2) })).toBe(keyOf(BODY));
  });

  it('is the same for events and for one piece, and holds a field of that name further in', () => {
    expect(keyOf({ ...BODY, stream: true }, { stream: true })).toBe(keyOf(BODY));
    expect(keyOf({ ...BODY, stream: false })).toBe(keyOf(BODY));
    expect(keyOf({ ...BODY, metadata: { stream: true } })).not.toBe(
      keyOf({ ...BODY, metadata: { stream: false } }),
    );
  });

  it('is another for another value of any field, known or not, another header or tenant', () => {
    const changed = [
      keyOf(BODY),
      keyOf({ ...BODY, max_tokens: 101 }),
      keyOf({ ...BODY, made_up: null }),
      keyOf({ ...BODY, made_up: 'x' }),
      keyOf({ ...BODY, messages: [{ role: 'user', content: 'Second? ' }] }),
      keyOf({ ...BODY, messages: [{ role: 'user', content: '\ud800' }] }),
      keyOf({ ...BODY, messages: [{ role: 'user', content: '\ud801' }] }),
      keyOf(BODY, { headers: {} }),
      keyOf(BODY, { headers: { 'anthropic-version': '2023-06-01', 'anthropic-beta': 'a' } }),
      keyOf(BODY, {}, { tenant: 'another' }),
    ];
    expect(new Set(changed).size).toBe(changed.length);
  });

  it('follows the policy only where the router chooses', () => {
    const chosen = passing({ ...BODY, model: 'auto' }, {}, { model: 'auto' });
    expect(cacheKey(chosen, 'v1')).not.toBe(cacheKey(chosen, 'v2'));
    expect(cacheKey(passing(BODY), 'v1')).toBe(cacheKey(passing(BODY), 'v2'));
  });

  it('tells numbers apart that JavaScript cannot', () => {
    const one = { text: '{"seed":12345678901234567}' };
    const other = { text: '{"seed":12345678901234568}' };
    const body = { seed: Number('12345678901234568') };
    expect(keyOf(body, one)).not.toBe(keyOf(body, other));
  });

  it('is one for two requests exactly where body, headers and tenant say the same', () => {
    const text = fc.constantFrom('', '\n', '"', 'null', 'default', '{"a":1}', 'context ');
    const said = fc.record({
      body: fc.dictionary(
        fc.constantFrom('a', 'b', 'messages'),
        fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
        {
          maxKeys: 2,
        },
      ),
      headers: fc.dictionary(fc.constantFrom('a', 'b'), text, { maxKeys: 2 }),
      tenant: text,
    });
    type Said = ReturnType<typeof said.generate>['value'];
    const key = ({ body, headers, tenant }: Said) => keyOf(body, { headers, text: '' }, { tenant });
    const plain = (one: Said): unknown => JSON.parse(JSON.stringify(one));
    fc.assert(
      fc.property(said, said, (one, other) => {
        expect(key(one) === key(other)).toBe(isDeepStrictEqual(plain(one), plain(other)));
        expect(keyOf(reversed(one.body), { headers: one.headers, text: '' }, { tenant: one.tenant })).toBe(
          key(one),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the partition of a passage', () => {
  it('leaves the last question out and nothing else', () => {
    const { messages } = BODY;
    const asking = (content: string) => ({
      ...BODY,
      messages: [...(Array.isArray(messages) ? messages.slice(0, -1) : []), { role: 'user', content }],
    });
    expect(contextOf(asking('Third?'))).toBe(contextOf(BODY));
    expect(contextOf({ ...asking('Third?'), stream: true })).toBe(contextOf(BODY));
    expect(contextOf({ ...BODY, max_tokens: 101 })).not.toBe(contextOf(BODY));
    expect(contextOf({ ...BODY, messages: [{ role: 'user', content: 'Second?' }] })).not.toBe(
      contextOf(BODY),
    );
    expect(contextOf(BODY)).not.toBe(keyOf(BODY));
  });
});
