import { expect, test } from 'vitest';
import { createTally } from '../../fault/support/fuzz/tally.ts';
import { tryDaemon } from '../../fault/support/fuzz/try-daemon.ts';

test('a daemon under fire refuses everything with the right code, and serves an honest client meanwhile', async () => {
  const tally = createTally();
  const trial = { frames: 8_000, wire: 200, http: 200, seed: 471_100, tally };
  const { answers } = await tryDaemon({ ...trial, note: () => {} });
  expect(tally.failures).toEqual([]);
  expect(tally.total).toBeGreaterThanOrEqual(8_400);
  expect(answers).toBeGreaterThan(0);
});
