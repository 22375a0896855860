import type { Clock } from '@jackdaw/core';

export interface TraceRate {
  /** Whether this turn's trace may go out now; null where not, else how many were left out since the last. */
  take(failed: boolean): { readonly leftOut: number } | null;
}

/** Seconds of the rate that may go out at once. */
const BURST_S = 5;

/**
 * A trace costs some hundred microseconds, a cache hit less: a script that asks thousands of times a second would pay more
 * for being watched than for its answers. Failed turns have an allowance of their own, so that no crowd hides them.
 */
export function createTraceRate(perSecond: number, { monotonic }: Pick<Clock, 'monotonic'>): TraceRate {
  const allowance = () => ({ left: perSecond * BURST_S, at: monotonic() });
  const allowances = { failed: allowance(), whole: allowance() };
  let leftOut = 0;
  return {
    take(failed) {
      const own = allowances[failed ? 'failed' : 'whole'];
      const now = monotonic();
      own.left = Math.min(perSecond * BURST_S, own.left + ((now - own.at) / 1000) * perSecond);
      own.at = now;
      if (own.left < 1) {
        leftOut += 1;
        return null;
      }
      own.left -= 1;
      const told = { leftOut };
      leftOut = 0;
      return told;
    },
  };
}
