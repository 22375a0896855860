import type { StatsWindow } from '../metrics/index.ts';
import type { Slice } from '../metrics/slice.ts';
import type { Stats } from '../protocol/records.ts';
import type { StoredTotals } from './totals.ts';

/** The figures of all time. */
export function statsOfTotals(
  totals: StoredTotals,
  latencyMs: Stats['latencyMs'],
  ttftMs: Stats['ttftMs'],
): Stats {
  const { attempts, retries, today: _, streamed, ...counted } = totals;
  const { hits, misses, errors, turns } = totals;
  return {
    ...counted,
    window: 'all',
    ...ratesOf({ hits, misses, errors, turns, streamed }),
    latencyMs,
    ttftMs,
    upstream: { attempts, retries },
  };
}

/** The figures of the last while, from `since` on (milliseconds since the epoch). */
export function statsOfWindow(window: StatsWindow, slice: Slice, since: number): Stats {
  const { total, models, errors: errorKinds, upstreamErrors } = slice.sums.toJSON();
  const { attempts, retries, streamed: _, ...counted } = total;
  return {
    ...counted,
    window,
    since,
    ...ratesOf(total),
    errorKinds,
    upstreamErrors,
    latencyMs: slice.latencyMs,
    ttftMs: slice.ttftMs,
    upstream: { attempts, retries },
    models: Object.fromEntries(
      Object.entries(models).map(([id, { hits, turns, tokens, costUsd }]) => [
        id,
        { turns: turns - hits.exact - hits.semantic, tokens, costUsd },
      ]),
    ),
  };
}

type Counted = Pick<StoredTotals, 'hits' | 'misses' | 'errors' | 'turns' | 'streamed'>;

function ratesOf({ hits, misses, errors, turns, streamed }: Counted) {
  const found = hits.exact + hits.semantic;
  return {
    hitRate: ratio(found, found + misses),
    errorRate: ratio(errors, turns),
    outputTokensPerSecond: streamed.ms <= 0 ? null : (1000 * streamed.tokens) / streamed.ms,
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
