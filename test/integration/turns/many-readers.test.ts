import { createSimulatorClock } from '../../../packages/daemon/src/simulator/index.ts';
import { expect, test } from 'vitest';
import { connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { eventsOf, ofType, readUntil, textIn } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

const READERS = 200;
const STALL = { kind: 'stall', at: { event: 4 }, forMs: 1000 } as const;

test('200 readers on one turn all get all of it, from one call', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({ simulator: { clock } });
  await using daemon = await stand.start();
  const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  stand.simulator.script(KEY, [{ blocks: [{ type: 'text', text }], fault: STALL }]);
  const asker = await stand.connect(daemon);
  const turn = await asker.startTurn({ prompt: 'For everyone?' });
  const before = await readUntil(turn, 'text-delta');

  const readers = await Promise.all(Array.from({ length: READERS }, () => stand.connect(daemon)));
  const attached = await Promise.all(readers.map((reader) => reader.attach(turn.turnId, 0)));
  clock.advance?.(1000);
  const seen = await Promise.all(attached.map(eventsOf));
  const own = [...before.map(({ event }) => event), ...(await eventsOf(turn))];
  for (const events of seen) {
    expect(textIn(events)).toBe(text);
    expect(events.at(-1)).toEqual(own.at(-1));
  }
  expect(stand.calls()).toBe(1);
});

test('a reader that never reads holds nobody up, and the daemon lets it go when it is hopelessly behind', async () => {
  const deltas = 15_000;
  await using stand = await openStand({ scenario: `/s/huge:${deltas}` });
  // What waits for a reader is bounded, well below this answer.
  await using daemon = await stand.start({ limits: { maxQueuedBytes: 256 * 1024 } });
  const client = await stand.connect(daemon);
  const turn = await client.startTurn({ prompt: 'At length?' });
  using stuck = await connectUnix(daemon.file.socket);
  stuck.send({ jsonrpc: '2.0', id: 1, method: 'turn.attach', params: { turnId: turn.turnId, from: 0 } });
  stuck.webSocket.pause();

  const events = await eventsOf(turn);
  expect(events.at(-1)?.type).toBe('turn-end');
  expect(ofType(events, 'turn-end')[0]?.result.text.length).toBeGreaterThan(deltas * 50);
  await poll('the reader to be let go', async () => (await client.call('status', {})).clients === 1);
  stuck.webSocket.resume();
  expect((await stuck.closed).code).not.toBe(1000);
});
