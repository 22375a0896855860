import { expect, test } from 'vitest';
import { unbilledJson, UnbilledEvents } from '../../../../../packages/daemon/src/server/gateway/unbilled.ts';

const event = (data: object, lineEnd = '\n') =>
  ['event: x', `data: ${JSON.stringify(data)}`, '', ''].join(lineEnd);
const start = (usage: object) => event({ type: 'message_start', message: { id: 'm', usage } });
const delta = event({ type: 'content_block_delta', delta: { text: 'the "usage" of 🐦 birds' } });
const stop = (usage: object) => event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage });

const billed = `${start({ input_tokens: 7, output_tokens: 1, service_tier: 'standard' })}: a comment\n\n${delta}${stop({ output_tokens: 9 })}`;
const unbilled =
  start({
    input_tokens: 0,
    output_tokens: 0,
    service_tier: 'standard',
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  }) + `: a comment\n\n${delta}${stop({ output_tokens: 0 })}`;

test.each([1, 2, 3, 7, 64, 10_000])(
  'a stream in pieces of %i bytes bills nothing, all else as it came',
  (size) => {
    const events = new UnbilledEvents();
    const bytes = Buffer.from(billed);
    let told = '';
    for (let at = 0; at < bytes.length; at += size) told += events.take(bytes.subarray(at, at + size));
    expect(told + events.rest()).toBe(unbilled);
  },
);

test('what a stream ends in the midst of is told as it came', () => {
  const events = new UnbilledEvents();
  expect(events.take(Buffer.from(`${delta}event: mess`))).toBe(delta);
  expect(events.rest()).toBe('event: mess');
});

test('a message bills nothing, and is left alone where a part of it might be lost', () => {
  const usage = { input_tokens: 3, cache_creation: { ephemeral_5m_input_tokens: 2 }, output_tokens: 5 };
  const message = { type: 'message', content: [{ type: 'text', text: 'Jay.' }], usage };
  expect(JSON.parse(unbilledJson(JSON.stringify(message)))).toEqual({
    ...message,
    usage: { input_tokens: 0, cache_creation: null, output_tokens: 0 },
  });
  for (const same of [
    '{"type":"message","content":[{"type":"tool_use","input":{"n":12345678901234567890}}],"usage":{"input_tokens":3}}',
    '{"type":"error","usage":{"input_tokens":3}}',
    '{"usage":',
  ]) {
    expect(unbilledJson(same)).toBe(same);
  }
});
