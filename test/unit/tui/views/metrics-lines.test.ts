import { describe, expect, test } from 'vitest';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';
import type { MetricsData } from '../../../../packages/tui/src/views/metrics/metrics-data.ts';
import { metricsPageLines } from '../../../../packages/tui/src/views/metrics/metrics-lines.ts';
import { METRICS_WINDOWS } from '../../../../packages/tui/src/views/metrics/metrics-window.ts';
import { pointAt, seriesTo, SOME_STATS } from '../../../support/figures.ts';
import { textWidth } from '../../../support/text-width.ts';

const TO = Date.UTC(2026, 0, 2, 12);
const theme = createTheme(0, false);

function dataOf(id: string, changes: Partial<MetricsData> = {}): MetricsData {
  const window = METRICS_WINDOWS.find((known) => known.id === id);
  if (window === undefined) throw new Error(id);
  return {
    window,
    stats: SOME_STATS,
    series: seriesTo(TO, [pointAt(TO - 1_800_000, 4), pointAt(TO - 30_000, 2)]),
    todayUsd: 0.07,
    latencies: [200, 900, 1_000, 2_000],
    slowest: [],
    ...changes,
  };
}

describe.each([
  [40, 15],
  [80, 24],
  [120, 40],
])('at %i×%i', (columns, rows) => {
  test.each(['minute', 'hour', 'day', 'all'])('the window %s fits, and says every figure', (id) => {
    const lines = metricsPageLines(dataOf(id), { columns, rows }, theme);
    expect(lines.filter((line) => textWidth(line) > columns)).toEqual([]);
    const text = lines.join('\n');
    expect(text).not.toContain('\u001b');
    for (const fact of [
      '$0.0700 today',
      'spent $0.120',
      'saved $0.300',
      '40 % hits',
      'latency p95',
      'model-small',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('1 × overloaded');
    expect(text).toContain('model-small: breaker half-open');
    expect(text).toContain('25 % of input tokens left');
    expect(text).toMatch(/queue 2, 2 under way/);
  });
});

test('a chart shows when something happened', () => {
  const lines = metricsPageLines(dataOf('hour'), { columns: 60, rows: 15 }, theme);
  const spent = lines.findIndex((line) => line.startsWith('spent · highest'));
  expect(lines[spent]).toBe('spent · highest $0.0400');
  // Half of the hour ago 4 turns, just now 2.
  expect(lines[spent + 1]).toMatch(/^▁{29,30}█▁{28,29}▄$/);
});

test('nothing asked yet is told as that', () => {
  const none = {
    ...SOME_STATS,
    turns: 0,
    models: {},
    errorKinds: {},
    hits: { exact: 0, semantic: 0 },
    misses: 0,
  };
  const text = metricsPageLines(
    dataOf('all', { stats: none, series: seriesTo(TO, []), latencies: [], todayUsd: 0 }),
    { columns: 80, rows: 24 },
    theme,
  ).join('\n');
  expect(text).toContain('0 turns since');
  expect(text).toContain('spent · highest –');
  expect(text).not.toContain('NaN');
});
