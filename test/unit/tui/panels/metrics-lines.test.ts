import { expect, test } from 'vitest';
import type { Stats } from '@jackdaw/core/protocol';
import { advanceProgress, startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { openingEvents } from '../../../support/fake-client.ts';
import { pointAt, seriesTo, SOME_STATS } from '../../../support/figures.ts';
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
  expect(metricsLines({ stats, last: null, recent: null }, 'off', 80)).toEqual([]);
  expect(metricsLines({ stats: null, last: null, recent: null }, 'full', 80)).toEqual([]);
});

test('one line holds what fits, says what each figure is, the most important first', () => {
  expect(metricsLines({ stats, last: null, recent: null }, 'line', 200)).toEqual([
    'last answer – · latency p50 900 ms / p95 2.4 s · 40 % hits · $0.120 spent · $0.300 saved · first word p50 300 ms / p95 800 ms · 1.2k tokens in, 340 out · 10 % errors',
  ]);
  expect(metricsLines({ stats, last: null, recent: null }, 'line', 60)).toEqual([
    'last answer – · latency p50 900 ms / p95 2.4 s · 40 % hits',
  ]);
});

const now = Date.UTC(2026, 0, 2, 12);
const recent = {
  series: seriesTo(now, [pointAt(now - 600_000, 1), pointAt(now - 20_000, 4)]),
  todayUsd: 0.05,
};

test('small: the last answer, today, and a curve of each figure', () => {
  expect(metricsLines({ stats: SOME_STATS, last: null, recent }, 'small', 77)).toEqual([
    'last answer – · $0.0500 today · latency ···█·····█ 2.4 s',
    'first word ·········· 800 ms · tokens/s ···█·····█ 88 · hits ▁▁▁▁▁▁▁▁▁▁ 40 %',
    'spend ▁▁▁▂▁▁▁▁▁█ $0.120 in all · 10 turns · 1 error (10 %) · 1 retry',
    'queue 2, 2 under way',
  ]);
});

test('full: curves with their figures, then how it stands and why', () => {
  expect(metricsLines({ stats: SOME_STATS, last, recent }, 'full', 77)).toEqual([
    'latency    ·······█·············█ p50 900 ms / p95 2.4 s',
    'first word ······················ p50 300 ms / p95 800 ms',
    'tokens/s   ·······█·············█ 88 · 1.2k tokens in, 340 out',
    'hits       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 40 % (3 exact, 1 similar)',
    'spend      ▁▁▁▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁█ $0.0500 today · $0.120 in all',
    'last answer interrupted · $0.300 saved · 10 turns · 1 error (10 %) · 1 retry',
    'queue 2, 2 under way',
    'model-small: breaker half-open · 25 % of input tokens left',
    'last: model-small · simple_qa: a short question',
  ]);
});

test.each(['cancelled', 'overloaded'] as const)('an answer that came to nothing says how: %s', (code) => {
  const error = { code, message: 'It did.', retryable: false };
  const ended = {
    type: 'turn-error',
    error,
    traceId: 't',
    conversationId: null,
    text: '',
    usage: null,
    costUsd: null,
  } as const;
  const over = { ...last, progress: { ...last.progress, ending: ended } };
  const [line] = metricsLines({ stats, last: over, recent: null }, 'line', 120);
  expect(line).toMatch(code === 'cancelled' ? /^last answer cancelled ·/ : /^last answer failed ·/);
});

test.each([20, 37, 77, 120])('at %d columns no line is wider', (width) => {
  for (const size of ['line', 'small'] as const) {
    for (const line of metricsLines({ stats: SOME_STATS, last, recent }, size, width))
      expect(line.length).toBeLessThanOrEqual(width);
  }
  for (const line of metricsLines({ stats, last, recent: null }, 'full', width))
    expect(line.length).toBeLessThanOrEqual(width);
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
    { stats, last: { ...last, progress: advanceProgress(last.progress, hit, 0) }, recent: null },
    'full',
    80,
  );
  expect(lines.at(-1)).toBe('last: model-large · from the cache (exact)');
});

test('what today has cost stands beside the budget, where one is set', () => {
  const withBudget = { ...stats, budget: { dailyUsd: 5, spentUsd: 0.42, resetsAt: 0 } };
  expect(metricsLines({ stats: withBudget, last: null, recent: null }, 'line', 200)[0]).toContain(
    '$0.120 spent · $0.420 of $5.00 today ·',
  );
  expect(metricsLines({ stats: withBudget, last: null, recent: null }, 'full', 80)[5]).toContain(
    '$0.420 of $5.00 today',
  );
  expect(metricsLines({ stats: { ...stats, budget: null }, last: null, recent: null }, 'line', 200)).toEqual(
    metricsLines({ stats, last: null, recent: null }, 'line', 200),
  );
});

test('what routing saved stands apart from what the cache saved', () => {
  const saved = { ...stats, savedUsd: 0.5, routingSavedUsd: 0.25 };
  expect(metricsLines({ stats: saved, last: null, recent: null }, 'line', 200)[0]).toContain(
    '$0.500 saved by the cache · routing saved $0.250',
  );
  expect(
    metricsLines({ stats: { ...saved, routingSavedUsd: -0.25 }, last: null, recent: null }, 'line', 200)[0],
  ).toContain('$0.500 saved by the cache · routing cost $0.250 more');
});
