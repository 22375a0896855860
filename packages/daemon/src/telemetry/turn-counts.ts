import type { TurnRecord } from '@jackdaw/core';

/** Where the answer came from; `none` where there is none. */
export type AnswerSource = 'miss' | 'exact' | 'semantic' | 'none';

/** Upper bounds, in seconds: from a hit to a long answer. */
export const DURATION_BOUNDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
];

export interface Distribution {
  /** How many lie at or below the bound of the same place, and above the one before; the last has those above all. */
  readonly counts: readonly number[];
  /** Seconds. */
  readonly sum: number;
}

/** What has become of the turns since the daemon started. */
export interface TurnCounts {
  readonly durations: ReadonlyMap<AnswerSource, Distribution>;
  readonly firstTokens: ReadonlyMap<AnswerSource, Distribution>;
}

/** Some additions a turn, and no library: what is made of them waits until somebody asks. */
export function createTurnCounts(): TurnCounts & { add(record: TurnRecord): void } {
  const durations = new Map<AnswerSource, Tally>();
  const firstTokens = new Map<AnswerSource, Tally>();
  return {
    durations,
    firstTokens,
    add({ ending, durationMs, ttftMs }) {
      const source = 'error' in ending ? 'none' : ending.result.cache;
      tally(durations, source, durationMs / 1000);
      if (ttftMs !== null) tally(firstTokens, source, ttftMs / 1000);
    },
  };
}

interface Tally {
  readonly counts: number[];
  sum: number;
}

function tally(tallies: Map<AnswerSource, Tally>, source: AnswerSource, seconds: number): void {
  let found = tallies.get(source);
  if (found === undefined) {
    found = { counts: Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 0), sum: 0 };
    tallies.set(source, found);
  }
  const place = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
  const index = place === -1 ? DURATION_BOUNDS.length : place;
  found.counts[index] = (found.counts[index] ?? 0) + 1;
  found.sum += seconds;
}
