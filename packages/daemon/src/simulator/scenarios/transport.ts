import type { Scenario, Step } from '../scenario.ts';

const words = 'One jackdaw, two jackdaws, three jackdaws, and a very long row of jackdaws on the roof.';
const unicode = 'Ein 👩‍👩‍👧‍👦 und ein 🐦, e\u0301tude, 鳥が飛ぶ, طائر, done.';

/** An answer that something happens to; `event` counts from 0, so 4 means after two deltas. */
function broken(fault: NonNullable<Step['fault']>): Step {
  // Long enough that the fault is reached, wherever it was asked for.
  const at = fault.at;
  const rounds = typeof at !== 'object' ? 1 : 'byte' in at ? 1 + at.byte / 1000 : 1 + at.event / 10;
  return { blocks: [{ type: 'text', text: Array(Math.floor(rounds)).fill(words).join(' ') }], fault };
}

/**
 * Trouble on the connection. A port that refuses connections cannot be chosen by a request that was accepted:
 * `Simulator.refuse()` and `POST /refuse` on the admin port do that for all of them.
 */
export const transportScenarios: readonly Scenario[] = [
  {
    id: 'reset-accept',
    about: 'The connection is reset before the request was read.',
    steps: () => [broken({ kind: 'reset', at: 'accept' })],
  },
  {
    id: 'reset-headers',
    about: 'The connection is reset before the headers.',
    steps: () => [broken({ kind: 'reset', at: 'headers' })],
  },
  {
    id: 'fin-headers',
    about: 'The connection is closed before the headers.',
    steps: () => [broken({ kind: 'fin', at: 'headers' })],
  },
  {
    id: 'reset-mid',
    about: 'The connection is reset in place of event 4, or of the given one.',
    parameter: 'event',
    steps: (event = 4) => [broken({ kind: 'reset', at: { event } })],
  },
  {
    id: 'fin-mid',
    about: 'The connection is closed in place of event 4, or of the given one, with the response unfinished.',
    parameter: 'event',
    steps: (event = 4) => [broken({ kind: 'fin', at: { event } })],
  },
  {
    id: 'clean-end-mid',
    about: 'The response ends properly in place of event 4, or of the given one: half an answer, no error.',
    parameter: 'event',
    steps: (event = 4) => [broken({ kind: 'clean-end', at: { event } })],
  },
  {
    id: 'missing-message-stop',
    about: 'Everything comes but message_stop.',
    steps: () => [broken({ kind: 'missing-message-stop' })],
  },
  {
    id: 'reset-at-byte',
    about: 'The connection is reset after 700 bytes of the body, or after the given number.',
    parameter: 'bytes',
    steps: (byte = 700) => [broken({ kind: 'reset', at: { byte } })],
  },
  {
    id: 'error-first',
    about: 'An error event is the first event.',
    steps: () => [broken({ kind: 'error-event', at: { event: 0 } })],
  },
  {
    id: 'error-mid',
    about: 'An overloaded_error event in place of event 4, or of the given one.',
    parameter: 'event',
    steps: (event = 4) => [broken({ kind: 'error-event', at: { event } })],
  },
  {
    id: 'bad-json',
    about: 'The data of event 4, or of the given one, is not JSON.',
    parameter: 'event',
    steps: (event = 4) => [broken({ kind: 'bad-json', at: { event } })],
  },
  {
    id: 'html-mid',
    about: 'A page in the middle of the stream, which then ends.',
    steps: () => [broken({ kind: 'html' })],
  },
  {
    id: 'stall-headers',
    about: 'Nothing comes, not even headers; for ever, or for the given ms.',
    parameter: 'milliseconds',
    steps: (forMs) => [broken({ kind: 'stall', at: 'headers', ...(forMs === undefined ? {} : { forMs }) })],
  },
  {
    id: 'stall-mid',
    about: 'Silence after two deltas; for ever, or for the given ms.',
    parameter: 'milliseconds',
    steps: (forMs) => [
      broken({ kind: 'stall', at: { event: 4 }, ...(forMs === undefined ? {} : { forMs }) }),
    ],
  },
  {
    id: 'drip',
    about: 'One byte a second, or one in the given ms.',
    parameter: 'milliseconds',
    steps: (everyMs = 1000) => [
      { blocks: [{ type: 'text', text: 'drip' }], wire: { chunk: 'byte', everyMs } },
    ],
  },
  {
    id: 'bytes',
    about: 'Every byte in a write of its own.',
    steps: () => [{ blocks: [{ type: 'text', text: unicode }], wire: { chunk: 'byte' } }],
  },
  {
    id: 'utf8-split',
    about: 'Writes that end inside of an emoji, a combining mark and CJK characters.',
    steps: () => [{ blocks: [{ type: 'text', text: unicode }], wire: { chunk: 'split-utf8' } }],
  },
  {
    id: 'random-chunks',
    about: 'Writes of 1 to 64 bytes.',
    steps: () => [{ blocks: [{ type: 'text', text: unicode }], wire: { chunk: 'random' } }],
  },
  {
    id: 'coalesced',
    about: 'Many events in one write.',
    steps: () => [{ blocks: [{ type: 'text', text: words }], wire: { chunk: 'coalesced' } }],
  },
  {
    id: 'crlf',
    about: 'Lines that end in CRLF.',
    steps: () => [{ blocks: [{ type: 'text', text: words }], wire: { lineEnd: 'crlf' } }],
  },
  {
    id: 'no-event-lines',
    about: 'Only data lines, no event lines.',
    steps: () => [{ blocks: [{ type: 'text', text: words }], wire: { eventLines: false } }],
  },
];
