import type { Series, SeriesPoint, Stats } from '@jackdaw/core/protocol';

const NO_TIMES = { p50: null, p95: null, p99: null };
const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** Figures to change in parts. */
export const SOME_STATS: Stats = {
  since: Date.UTC(2026, 0, 1),
  turns: 10,
  hits: { exact: 3, semantic: 1 },
  misses: 6,
  hitRate: 0.4,
  errors: 1,
  errorRate: 0.1,
  tokens: { ...NO_TOKENS, input: 1_000, output: 340, cacheRead: 200 },
  costUsd: 0.12,
  savedUsd: 0.3,
  latencyMs: { p50: 900, p95: 2_400, p99: 3_000 },
  ttftMs: { p50: 300, p95: 800, p99: 900 },
  upstream: { attempts: 7, retries: 1 },
  outputTokensPerSecond: 88,
  models: { 'model-small': { turns: 9, tokens: NO_TOKENS, costUsd: 0.02 } },
  errorKinds: { overloaded: 1 },
  now: {
    queue: { admission: 1, upstream: 1, underWay: 2 },
    gates: [
      {
        model: 'model-small',
        breaker: 'half-open',
        underWay: 2,
        waiting: 1,
        pausedMs: 0,
        limits: { requests: { limit: 50, remaining: 45 }, inputTokens: { limit: 1_000, remaining: 250 } },
      },
    ],
    loopDelayMs: { p50: 1, p99: 4, max: 9 },
    memory: { rssBytes: 100_000_000, heapUsedBytes: 1 },
    index: { similar: 5, exact: 6, bytes: 7_000 },
  },
};

/** A point with `turns` that missed, one dollar-cent and a second each. */
export function pointAt(at: number, turns: number): SeriesPoint {
  const figures = {
    turns,
    hits: { exact: 0, semantic: 0 },
    misses: turns,
    errors: 0,
    unknownCostTurns: 0,
    attempts: turns,
    retries: 0,
    tokens: NO_TOKENS,
    costUsd: turns / 100,
    savedUsd: 0,
    routingSavedUsd: 0,
    streamed: { tokens: 100 * turns, ms: 1_000 * turns },
    latencyMs: { p50: 1_000, p95: 1_000, p99: 1_000 },
    ttftMs: NO_TIMES,
  };
  return { ...figures, at, models: { 'model-small': figures }, tiers: { miss: figures } };
}

/** Ten-second steps up to `to`; points as given. */
export function seriesTo(to: number, points: readonly SeriesPoint[]): Series {
  return { range: 'hour', stepMs: 10_000, from: to - 3_600_000, to, points: [...points] };
}
