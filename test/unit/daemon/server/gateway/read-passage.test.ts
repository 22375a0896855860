import { JackdawError } from '@jackdaw/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPassage } from '../../../../../packages/daemon/src/server/gateway/read-passage.ts';

const whole = { model: 'm', messages: [{ role: 'user', content: 'Hi.' }] };
const read = (body: unknown, headers = {}) => readPassage(headers, JSON.stringify(body));

function refusalOf(body: unknown, headers = {}): string {
  try {
    read(body, headers);
  } catch (error) {
    if (error instanceof JackdawError && error.code === 'invalid_request') return error.message;
    throw error;
  }
  return '';
}

test.each<[unknown, string]>([
  [[], 'object'],
  [null, 'object'],
  [{ ...whole, model: '' }, 'model'],
  [{ ...whole, model: 'x'.repeat(257) }, 'model'],
  [{ ...whole, model: 7 }, 'model'],
  [{ model: 'm' }, 'messages'],
  [{ ...whole, messages: [] }, 'messages'],
  [{ ...whole, messages: {} }, 'messages'],
  [{ ...whole, messages: [...whole.messages, null] }, 'messages.1'],
  [{ ...whole, messages: [{ content: 'Hi.' }] }, 'messages.0.role'],
  [{ ...whole, messages: [{ role: 'user' }] }, 'messages.0.content'],
  [{ ...whole, messages: [{ role: 'user', content: [{ text: 'Hi.' }] }] }, 'messages.0.content'],
  [{ ...whole, messages: [{ role: 'user', content: [[]] }] }, 'messages.0.content'],
  [{ ...whole, system: 7 }, 'system'],
  [{ ...whole, system: null }, 'system'],
  [{ ...whole, tools: {} }, 'tools'],
  [{ ...whole, tools: ['x'] }, 'tools.0'],
  [{ ...whole, max_tokens: '7' }, 'max_tokens'],
  [{ ...whole, stream: 'yes' }, 'stream'],
  [{ ...whole, stream: null }, 'stream'],
])('%j is refused, and the place is named', (body, place) => {
  expect(refusalOf(body)).toContain(place);
});

test('a number beyond all is refused', () => {
  expect(() =>
    readPassage({}, `{"model":"m","messages":[{"role":"u","content":""}],"max_tokens":1e999}`),
  ).toThrow('max_tokens');
});

test('what nobody knows goes along, at every depth', () => {
  const unknown = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    .filter((fields) => !JSON.stringify(fields).includes('__proto__'));
  fc.assert(
    fc.property(unknown, unknown, unknown, (inBody, inMessage, inBlock) => {
      const block = { ...inBlock, type: 'odd' };
      const message = { ...inMessage, role: 'judge', content: [block] };
      const body = { ...inBody, model: 'm', messages: [message], system: [block], tools: [inBlock] };
      const { max_tokens: _, stream: __, ...asked } = body as Record<string, unknown>;
      const passed = read(asked);
      expect(passed.passage.body).toEqual(JSON.parse(JSON.stringify(asked)));
      expect(passed.messages).toEqual([{ role: 'user', content: [JSON.parse(JSON.stringify(block))] }]);
      expect(passed).toMatchObject({ model: 'm', maxTokens: null, semantic: 'off' });
    }),
  );
});

test('wishes are read from the headers, and others are refused', () => {
  expect(read(whole)).toMatchObject({ cacheMode: null, semantic: 'off' });
  const headers = { 'x-jackdaw-cache': 'refresh', 'x-jackdaw-semantic': 'serve' };
  expect(read(whole, headers)).toMatchObject({ cacheMode: 'refresh', semantic: 'serve' });
  expect(read({ ...whole, tools: [{}] }, headers)).toMatchObject({ semantic: 'off' });
  expect(refusalOf(whole, { 'x-jackdaw-cache': 'never' })).toContain('x-jackdaw-cache');
  expect(refusalOf(whole, { 'x-jackdaw-semantic': 'on' })).toContain('x-jackdaw-semantic');
});
