import { expect, test } from 'vitest';
import { createSimulatorClock } from '../../../packages/daemon/src/simulator/index.ts';
import { eventsOf, readUntil, textIn } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

test('the first words reach the reader while the upstream is still sending', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({ simulator: { clock } });
  const { simulator } = stand;
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const text = 'one two three four five six seven eight';
  // The upstream's time stands still: it sends two words, and the rest only when this test says so.
  const stall = { kind: 'stall', at: { event: 4 }, forMs: 1000 } as const;
  simulator.script(KEY, [{ blocks: [{ type: 'text', text }], fault: stall }]);

  const turn = await client.startTurn({ prompt: 'Count.' });
  const before = (await readUntil(turn, 'text-delta')).map(({ event }) => event);
  expect(simulator.journal()[0]).toMatchObject({ status: 200, endedAt: null, clientClosedAt: null });
  expect(text.startsWith(textIn(before))).toBe(true);

  clock.advance?.(1000);
  const after = await eventsOf(turn);
  expect(textIn([...before, ...after])).toBe(text);
  expect(after.at(-1)).toMatchObject({ type: 'turn-end', result: { text, cache: 'miss' } });
});
