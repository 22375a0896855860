import * as fc from 'fast-check';
import type { ProviderEvent } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { MessageAccumulator } from '../../../../packages/daemon/src/provider/message-accumulator.ts';

const start = { type: 'message_start', message: { model: 'model-a' } };
const stop = (stop_reason: string, more: object = {}) => [
  { type: 'message_delta', delta: { stop_reason, ...more } },
  { type: 'message_stop' },
];
const open = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
});
const delta = (index: number, part: object) => ({ type: 'content_block_delta', index, delta: part });
const close = (index: number) => ({ type: 'content_block_stop', index });

function take(events: readonly unknown[]) {
  const message = new MessageAccumulator('host', 'req');
  const told: ProviderEvent[] = [];
  for (const event of events) message.take(event, (one) => void told.push(one));
  return told;
}

const opening = { type: 'response-start', model: 'model-a', requestId: 'req' };

test('thinking comes as deltas and, with its signature, as a block', () => {
  const events = [
    start,
    open(0, { type: 'thinking', thinking: '', signature: '' }),
    delta(0, { type: 'thinking_delta', thinking: 'Let me ' }),
    delta(0, { type: 'thinking_delta', thinking: 'see.' }),
    delta(0, { type: 'signature_delta', signature: 'c2ln' }),
    close(0),
    ...stop('end_turn'),
  ];
  expect(take(events)).toEqual([
    opening,
    { type: 'thinking-delta', text: 'Let me ' },
    { type: 'thinking-delta', text: 'see.' },
    { type: 'content-block', block: { type: 'thinking', thinking: 'Let me see.', signature: 'c2ln' } },
    { type: 'response-end', stopReason: 'end_turn' },
  ]);
});

test('the input of a tool is whole JSON, however it was cut on the way', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.nat({ max: 40 })), (input, cuts) => {
      const json = JSON.stringify(input);
      const parts: string[] = [''];
      let rest = json;
      for (const cut of cuts) {
        parts.push(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      parts.push(rest);
      const events = [
        start,
        open(1, { type: 'tool_use', id: 't', name: 'look', input: {} }),
        ...parts.map((partial_json) => delta(1, { type: 'input_json_delta', partial_json })),
        close(1),
        ...stop('tool_use'),
      ];
      expect(take(events)[1]).toEqual({
        type: 'content-block',
        block: { type: 'tool_use', id: 't', name: 'look', input: JSON.parse(json) },
      });
    }),
  );
});

test('a tool without input keeps the one it began with', () => {
  const events = [
    start,
    open(0, { type: 'tool_use', id: 't', name: 'now', input: {} }),
    close(0),
    ...stop('tool_use'),
  ];
  expect(take(events)[1]).toEqual({
    type: 'content-block',
    block: { type: 'tool_use', id: 't', name: 'now', input: {} },
  });
});

test('a tool call that was cut off is dropped; one that is broken is an error', () => {
  const broken = [
    start,
    open(0, { type: 'tool_use', id: 't', name: 'look', input: {} }),
    delta(0, { type: 'input_json_delta', partial_json: '{"a": ' }),
  ];
  expect(take([...broken, ...stop('max_tokens')])).toEqual([
    opening,
    { type: 'response-end', stopReason: 'max_tokens' },
  ]);
  expect(() => take([...broken, close(0), ...stop('tool_use')])).toThrow(
    expect.objectContaining({ code: 'upstream_error', message: expect.stringContaining('look') }),
  );
});

test('a block left open by a cut is closed at the end', () => {
  const events = [start, open(0, { type: 'thinking', thinking: 'Hm', signature: '' }), ...stop('max_tokens')];
  expect(take(events)).toContainEqual({
    type: 'content-block',
    block: { type: 'thinking', thinking: 'Hm', signature: '' },
  });
});

test('a refusal carries upstream’s words', () => {
  const details = { stop_details: { type: 'refusal', category: 'bio', explanation: 'Not that.' } };
  expect(take([start, ...stop('refusal', details)]).at(-1)).toEqual({
    type: 'response-end',
    stopReason: 'refusal',
    explanation: 'Not that.',
  });
});

test('blocks of an unknown kind pass through, unknown events and deltas pass by', () => {
  const block = { type: 'hologram', frames: [1, { deep: true }] };
  const events = [
    { type: 'weather_report', sun: true },
    null,
    'text',
    start,
    { type: 'message_gossip' },
    open(0, block),
    delta(0, { type: 'hologram_delta', frame: 2 }),
    close(0),
    ...stop('end_turn'),
  ];
  expect(take(events)).toEqual([
    opening,
    { type: 'content-block', block },
    { type: 'response-end', stopReason: 'end_turn' },
  ]);
});

test('no sequence of strange events breaks it, but with a clear error', () => {
  const strange = fc.record(
    {
      type: fc.constantFrom(
        'message_start',
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
        'x',
      ),
      index: fc.oneof(fc.nat({ max: 2 }), fc.constant(null)),
      message: fc.jsonValue(),
      delta: fc.oneof(
        fc.jsonValue(),
        fc.record({ type: fc.constant('input_json_delta'), partial_json: fc.string() }),
      ),
      content_block: fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom('text', 'tool_use') })),
      usage: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(fc.array(strange), (events) => {
      let failure: unknown;
      try {
        take(events);
      } catch (error) {
        failure = error;
      }
      expect(failure === undefined || (failure instanceof Error && failure.name === 'JackdawError')).toBe(
        true,
      );
    }),
  );
});

test.each([
  ['a delta of a block that was not begun', [start, delta(0, { type: 'text_delta', text: 'a' })]],
  ['the end of a block that was not begun', [start, close(0)]],
  ['a block that begins twice', [start, open(0, { type: 'text' }), open(0, { type: 'text' })]],
  ['a block without a kind', [start, open(0, {})]],
  ['a text that is no text', [start, open(0, { type: 'text' }), delta(0, { type: 'text_delta', text: 7 })]],
  ['a delta without a kind', [start, open(0, { type: 'text' }), delta(0, { text: 'a' })]],
  ['a message in a message', [start, start]],
  ['a block before the message', [open(0, { type: 'text' })]],
  [
    'an answer that is whole but for the end of a block',
    [start, open(0, { type: 'text' }), ...stop('end_turn')],
  ],
  [
    'a tool called with no object',
    [start, open(0, { type: 'tool_use', name: 'x' }), close(0), ...stop('tool_use')],
  ],
])('%s is an error, and never a whole answer', (_, events) => {
  expect(() => take(events)).toThrow(expect.objectContaining({ code: 'upstream_error' }));
});
