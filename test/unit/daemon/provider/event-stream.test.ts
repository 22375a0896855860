import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents } from '../../../../packages/daemon/src/provider/event-stream.ts';
import { serverSentEvents } from '../../../../packages/daemon/src/provider/server-sent-events.ts';
import { streamCase } from '../../../fault/support/fuzz/stream-arbitrary.ts';
import { tryStream } from '../../../fault/support/fuzz/try-streams.ts';

async function* chunked(text: string | Uint8Array, ...cuts: readonly number[]) {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const eventsOf = (text: string, ...cuts: readonly number[]) =>
  collect(serverSentEvents(chunked(text, ...cuts)));
const read = (text: string) => collect(readEvents(new Response(text)));

test('what is not whole never passes as whole, whatever was done to the stream', async () => {
  await fc.assert(
    fc.asyncProperty(streamCase, async (stream) => {
      expect((await tryStream(stream)).wrong).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});

test('events are the same however the bytes are cut, and whichever line ends are used', async () => {
  const text = '\ufeffevent: a\ndata: 漢字\ndata: 👩‍👩‍👧\n\n: comment\n\ndata:x\nid: 7\n\n';
  const expected = [
    { event: 'a', data: '漢字\n👩‍👩‍👧' },
    { event: null, data: 'x' },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(), { maxLength: 12 }),
      async (end, cuts) => {
        expect(await eventsOf(text.replaceAll('\n', end), ...cuts)).toEqual(expected);
      },
    ),
  );
});

test('what the body ends in the middle of is no event', async () => {
  expect(await eventsOf('data: one\n\ndata: two\n')).toEqual([{ event: null, data: 'one' }]);
});

test('a line without end that comes in small pieces is read once', async () => {
  // Read anew with each piece, this would be thousands of millions of steps.
  const pieces = Array.from({ length: 16_000 }, () => Buffer.alloc(1024, 'x'));
  async function* body() {
    yield* pieces;
  }
  expect(await collect(serverSentEvents(body()))).toEqual([]);
});

test.each([
  ['a text with bytes that are no UTF-8', Buffer.from('data: {"type":"x","text":"\xff"}\n\n', 'latin1')],
  ['an event without a name that is no JSON', 'data: {"type":"content_block_delta",\n\n'],
  ['a part that holds another', 'event: content_block_delta\ndata: {"type":"ping"}\n\n'],
  ['a part without data', 'event: content_block_delta\n\n'],
  ['a part in the guise of a ping', 'event: ping\ndata: {"type":"content_block_delta"}\n\n'],
])('%s is a hole in the answer', async (_, body) => {
  await expect(collect(readEvents(new Response(body)))).rejects.toThrow(SyntaxError);
});

test.each([
  'data: [DONE]\n\n',
  'event: ping\ndata: {}\n\n',
  ': hello\n\n',
  'event: weather\n\n',
  'retry: 5\n\n',
])('%j is no part of an answer, and passes by', async (body) => {
  expect(await read(body)).toEqual([]);
});
