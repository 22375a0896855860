import { expect, test } from 'vitest';
import type { Stats } from '@jackdaw/core/protocol';
import { advanceProgress, startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { openingEvents } from '../../../support/fake-client.ts';
import { metricsLines } from '../../../../packages/tui/src/panels/metrics-lines.ts';

const percentiles = { p50: 900, p95: 2_400, p99: 3_000 };
const tokens = { input: 1_000, output: 340, cacheRead: 200, cacheWrite5m: 0, cacheWrite1h: 0 };
const stats: Stats = {
  since: 0,
  turns: 10,
  hits: { exact: 3, semantic: 1 },
  misses: 6,
  hitRate: 0.4,
  errors: 1,
  errorRate: 0.1,
  tokens,
  costUsd: 0.12,
  savedUsd: 0.3,
  latencyMs: percentiles,
  ttftMs: { p50: 300, p95: 800, p99: 900 },
  upstream: { attempts: 7, retries: 1 },
  models: {},
};

const last = {
  prompt: 'p',
  result: null,
  progress: openingEvents('t').reduce((known, event) => advanceProgress(known, event, 0), startProgress(0)),
};

test('off shows nothing, nor do figures that are not there yet', () => {
  expect(metricsLines(stats, null, 'off', 80)).toEqual([]);
  expect(metricsLines(null, null, 'full', 80)).toEqual([]);
});

test('one line holds what fits, says what each figure is, the most important first', () => {
  expect(metricsLines(stats, null, 'line', 200)).toEqual([
    'latency p50 900 ms / p95 2.4 s · first word p50 300 ms / p95 800 ms · 40 % hits · $0.120 spent · $0.300 saved · 1.2k tokens in, 340 out · 10 % errors',
  ]);
  expect(metricsLines(stats, null, 'line', 80)).toEqual([
    'latency p50 900 ms / p95 2.4 s · first word p50 300 ms / p95 800 ms · 40 % hits',
  ]);
  expect(metricsLines(stats, null, 'line', 37)).toEqual(['latency p50 900 ms / p95 2.4 s']);
});

test('full at 80 columns is four lines', () => {
  expect(metricsLines(stats, last, 'full', 80)).toEqual([
    'latency p50 900 ms / p95 2.4 s · first word p50 300 ms / p95 800 ms',
    '1.2k tokens in, 340 out · $0.120 spent · $0.300 saved',
    '10 turns · 40 % hits (3 exact, 1 similar) · 10 % errors · 1 retry',
    'last: model-small · simple_qa: a short question',
  ]);
});

test('full at 40 columns says the same below each other', () => {
  expect(metricsLines(stats, last, 'full', 37)).toEqual([
    'latency p50 900 ms / p95 2.4 s',
    'first word p50 300 ms / p95 800 ms',
    '1.2k tokens in, 340 out',
    '$0.120 spent · $0.300 saved',
    '10 turns',
    '40 % hits (3 exact, 1 similar)',
    '10 % errors · 1 retry',
    'last: model-small',
    'simple_qa: a short question',
  ]);
});

test.each([20, 37, 77, 120])('at %d columns no line is wider', (width) => {
  for (const line of metricsLines(stats, last, 'full', width)) expect(line.length).toBeLessThanOrEqual(width);
});

test('an answer from the cache is named as one', () => {
  const hit = {
    type: 'cache-hit',
    tier: 'exact',
    entryId: 'e',
    model: 'model-large',
    ageMs: 1,
    savedUsd: 0,
    savedMs: 0,
  } as const;
  const lines = metricsLines(
    stats,
    { ...last, progress: advanceProgress(last.progress, hit, 0) },
    'full',
    80,
  );
  expect(lines.at(-1)).toBe('last: model-large · from the cache (exact)');
});

test('what today has cost stands beside the budget, where one is set', () => {
  const withBudget = { ...stats, budget: { dailyUsd: 5, spentUsd: 0.42, resetsAt: 0 } };
  expect(metricsLines(withBudget, null, 'line', 200)[0]).toContain('$0.120 spent · $0.420 of $5.00 today ·');
  expect(metricsLines(withBudget, null, 'full', 80)[1]).toContain('$0.420 of $5.00 today');
  expect(metricsLines({ ...stats, budget: null }, null, 'line', 200)).toEqual(
    metricsLines(stats, null, 'line', 200),
  );
});

test('what routing saved stands apart from what the cache saved', () => {
  const saved = { ...stats, savedUsd: 0.5, routingSavedUsd: 0.25 };
  expect(metricsLines(saved, null, 'line', 200)[0]).toContain(
    '$0.500 saved by the cache · routing saved $0.250',
  );
  expect(metricsLines({ ...saved, routingSavedUsd: -0.25 }, null, 'line', 200)[0]).toContain(
    '$0.500 saved by the cache · routing cost $0.250 more',
  );
});
