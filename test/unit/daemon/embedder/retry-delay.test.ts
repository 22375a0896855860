import { expect, test } from 'vitest';
import { fetchDelay, restartDelay } from '../../../../packages/daemon/src/embedder/retry-delay.ts';

test('fetches of the model grow rarer, from seconds to an hour', () => {
  expect([1, 2, 3, 20].map(fetchDelay)).toEqual([10_000, 40_000, 160_000, 3_600_000]);
});

test('the worker starts again at once after one failure, and waits after more', () => {
  expect([1, 2, 3, 20].map(restartDelay)).toEqual([0, 1000, 4000, 300_000]);
});
