import type { ChatEvent } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { connectUnix, type Frame, type RawConnection } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { serve } from './serve.ts';

const start = { request: { prompt: 'hi' } };
const isLast = ({ params }: Frame) => params?.event?.type === 'turn-end';

function eventsOf(connection: RawConnection): { seq: number; event: ChatEvent }[] {
  return connection.frames.flatMap(({ params }) =>
    params?.event === undefined ? [] : [{ seq: params.seq ?? -1, event: params.event }],
  );
}

const textOf = (events: readonly { event: ChatEvent }[]) =>
  events.map(({ event }) => (event.type === 'text-delta' ? event.text : '')).join('');

test('a reader that falls behind gets fewer, larger events with all of the text, and the turn never waits', async () => {
  await using served = await serve();
  using slow = await connectUnix(served.socket);
  using quick = await connectUnix(served.socket);
  await slow.call('turn.start', start);
  await quick.call('turn.attach', { turnId: 'turn-1' });
  const turn = served.turns.started[0];
  slow.webSocket.pause();
  const pieces = Array.from({ length: 20_000 }, (_, n) => `${n} `.padEnd(50, '.'));
  for (const text of pieces) turn?.append({ type: 'text-delta', text });
  turn?.end();
  await quick.find(isLast);
  expect(textOf(eventsOf(quick))).toBe(pieces.join(''));

  slow.webSocket.resume();
  await slow.find(isLast);
  const events = eventsOf(slow);
  expect(events.length).toBeLessThan(pieces.length / 2);
  expect(textOf(events)).toBe(pieces.join(''));
  expect(events.at(-1)?.seq).toBe(pieces.length);
});

test('a joined event has the number of its last: attach from the next one loses and repeats nothing', async () => {
  await using served = await serve();
  using slow = await connectUnix(served.socket);
  await slow.call('turn.start', start);
  const turn = served.turns.started[0];
  slow.webSocket.pause();
  const pieces = Array.from({ length: 20_000 }, (_, n) => `${n} `.padEnd(50, '.'));
  for (const text of pieces) turn?.append({ type: 'text-delta', text });
  turn?.end();
  await poll('the log to be read', () => turn?.readers === 0);
  slow.webSocket.resume();
  await slow.find(isLast);
  const joined = eventsOf(slow).findIndex(({ seq }, place) => seq !== place);
  const before = eventsOf(slow).slice(0, joined + 1);

  using second = await connectUnix(served.socket);
  await second.call('turn.attach', { turnId: 'turn-1', from: (before.at(-1)?.seq ?? 0) + 1 });
  await second.find(isLast);
  expect(joined).toBeGreaterThan(0);
  expect(textOf([...before, ...eventsOf(second)])).toBe(pieces.join(''));
});

test('a reader that is hopelessly behind is closed with 4429, and others are not', async () => {
  await using served = await serve({ limits: { maxQueuedBytes: 100_000 } });
  using slow = await connectUnix(served.socket);
  using quick = await connectUnix(served.socket);
  await slow.call('turn.start', start);
  await quick.call('turn.attach', { turnId: 'turn-1' });
  slow.webSocket.pause();
  const turn = served.turns.started[0];
  const text = 'x'.repeat(1000);
  for (let round = 1; round <= 10; round += 1) {
    for (let n = 0; n < 100; n += 1) turn?.append({ type: 'text-delta', text });
    await poll('the quick reader', () => textOf(eventsOf(quick)).length === round * 100_000);
  }
  turn?.end();
  await quick.find(isLast);
  slow.webSocket.resume();
  expect((await slow.closed).code).toBe(4429);
});
