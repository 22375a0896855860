import { expect, test } from 'vitest';
import { runChaos } from '../../fault/support/chaos/run-chaos.ts';
import { runKilled } from '../../fault/support/chaos/run-killed.ts';
import { inParallel } from '../../fault/support/in-parallel.ts';

// A rejection that nobody handles fails the run: the daemons are in this process.
const SEEDS = Array.from({ length: 10 }, (_, index) => 7001 + index);

test('whatever goes wrong at once, the invariants hold', async () => {
  const results = await inParallel(SEEDS, 3, async (seed) => ({ seed, ...(await runChaos(seed)) }));
  expect(results.filter(({ broken }) => broken.length > 0)).toEqual([]);
  expect(results.reduce((turns, { counts }) => turns + counts.turns, 0)).toBeGreaterThan(SEEDS.length);
});

test('and where the daemon is killed in the middle of it', async () => {
  expect((await runKilled(7100)).broken).toEqual([]);
});
