import type { JackdawClient } from '@jackdaw/core/client';
import type { Series, Stats, TraceSummary } from '@jackdaw/core/protocol';
import type { MetricsWindow } from './metrics-window.ts';

export interface MetricsData {
  readonly window: MetricsWindow;
  readonly stats: Stats;
  readonly series: Series;
  /** Dollars since midnight, by the machine's own clock. */
  readonly todayUsd: number;
  /** Times of the window's turns, newest first, in milliseconds; the latest `MOST_TURNS` at most. */
  readonly latencies: readonly number[];
  /** Slowest turns among those. */
  readonly slowest: readonly TraceSummary[];
}

/** Turns whose times are looked at one by one. */
export const MOST_TURNS = 1000;
const SLOWEST = 3;

export async function readMetrics(client: JackdawClient, window: MetricsWindow): Promise<MetricsData> {
  const [stats, series, today, { traces }] = await Promise.all([
    client.call('metrics.get', { window: window.id }),
    client.call('metrics.series', { range: window.range }),
    client.call('metrics.series', { range: 'month', since: new Date().setHours(0, 0, 0, 0) }),
    client.call('trace.list', { limit: MOST_TURNS }),
  ]);
  const within = traces.filter(({ startedAt }) => window.id === 'all' || startedAt >= series.to - window.ms);
  return {
    window,
    stats,
    series,
    todayUsd: today.points.reduce((sum, { costUsd }) => sum + costUsd, 0),
    latencies: within.map(({ durationMs }) => durationMs),
    slowest: within.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, SLOWEST),
  };
}
