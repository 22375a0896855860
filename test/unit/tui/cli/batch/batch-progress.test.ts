import { expect, test } from 'vitest';
import { batchSummary, progressLine } from '../../../../../packages/tui/src/cli/batch/batch-progress.ts';

const counts = { total: 200, before: 20, answered: 30, cached: 3, failed: 1, costUsd: 0.5, savedUsd: 0 };

test('the bar tells how far it is and how long it takes from here', () => {
  expect(progressLine(counts, 3_000)).toBe(
    '█████░░░░░░░░░░░░░░░ 50/200 · 3 cached · 1 failed · $0.500 spent · 15.0 s left',
  );
});

test('the last word has no bar, and an unknown price stays unknown', () => {
  expect(batchSummary({ ...counts, answered: 180, costUsd: null }, 3_000)).toBe(
    '200 of 200 answered (20 by an earlier run) in 3.0 s · 3 cached · 1 failed · – spent',
  );
});
