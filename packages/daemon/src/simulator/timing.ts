import type { Timing } from './scenario.ts';
import { lognormal, type Random } from './seeded-random.ts';

/** Draws the waits of one answer, in milliseconds. */
export interface Pace {
  readonly toHeadersMs: number;
  /** The wait before the next delta: before the first one, the time to first token. */
  readonly next: () => number;
}

export function createPace(timing: Timing | undefined, random: Random): Pace {
  const between = timing?.betweenTokensMs ?? 0;
  let deltas = 0;
  return {
    toHeadersMs: timing?.toHeadersMs ?? 0,
    next: () => {
      deltas += 1;
      if (deltas === 1) return timing?.toFirstTokenMs ?? 0;
      if (typeof between === 'number') return between;
      if ('medianMs' in between) return lognormal(random, between.medianMs, between.sigma);
      return between.traceMs[(deltas - 2) % between.traceMs.length] ?? 0;
    },
  };
}
