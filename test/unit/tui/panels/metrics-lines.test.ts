import { expect, test } from 'vitest';
import type { Stats } from '@jackdaw/core/protocol';
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
  ttftMs: percentiles,
  upstream: { attempts: 7, retries: 1 },
  models: {},
};

test('off shows nothing, nor do figures that are not there yet', () => {
  expect(metricsLines(stats, null, 'off', 80)).toEqual([]);
  expect(metricsLines(null, null, 'full', 80)).toEqual([]);
});

test('one line holds what fits, the most important first', () => {
  expect(metricsLines(stats, null, 'line', 200)).toEqual([
    '$0.120 spent · $0.300 saved · 40 % hits · latency 900 ms · first word 900 ms · 1.2k tokens in, 340 out · 10 % errors',
  ]);
  expect(metricsLines(stats, null, 'line', 40)).toEqual(['$0.120 spent · $0.300 saved · 40 % hits']);
});

test.each([20, 40, 80, 120])('at %d columns no line is wider', (width) => {
  for (const line of metricsLines(stats, null, 'full', width)) expect(line.length).toBeLessThanOrEqual(width);
});

test('full is four lines with p50 and p95', () => {
  const lines = metricsLines(stats, null, 'full', 120);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe('latency p50 900 ms, p95 2.4 s · first word p50 900 ms, p95 2.4 s');
});
