import type { LedgerSummary } from '@jackdaw/core/protocol';
import { expect, it } from 'vitest';
import { summaryLines } from '../../../../packages/tui/src/cli/insight/summary-lines.ts';

const NO_TIMES = { p50: null, p95: null, p99: null };

function summaryOf(misses: number): LedgerSummary {
  const total = {
    turns: misses,
    hits: { exact: 0, semantic: 0 },
    misses,
    errors: 0,
    attempts: misses,
    retries: 0,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    costUsd: 0,
    savedUsd: 0,
    routingSavedUsd: 0,
    unknownCostTurns: 0,
    streamed: { tokens: 0, ms: 0 },
  };
  return {
    since: 0,
    total,
    models: {},
    days: [],
    clients: {},
    tiers: {},
    errors: {},
    upstreamErrors: {},
    latencyMs: NO_TIMES,
    ttftMs: NO_TIMES,
    slowest: [],
    prices: { asOf: '2026-11-01', overridden: [] },
  };
}

it.each([
  [0, '0 misses'],
  [1, '1 miss'],
  [2, '2 misses'],
])('counts %i in words that fit', (misses, text) => {
  const line = summaryLines(summaryOf(misses)).find((each) => each.startsWith('cache'));
  expect(line).toMatch(new RegExp(`, ${text}$`));
});
