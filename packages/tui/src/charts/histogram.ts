/** Upper ends in milliseconds, about thrice the one before; the last one has no end. */
const ENDS = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, Infinity] as const;

export interface Bucket {
  /** Milliseconds: more than `from`, up to `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How many times lie in which range; empty ranges at both ends are left out. */
export function histogram(times: readonly number[]): readonly Bucket[] {
  const buckets = ENDS.map((to, index) => {
    const from = ENDS[index - 1] ?? 0;
    return { from, to, count: times.filter((time) => time <= to && (time > from || index === 0)).length };
  });
  const first = buckets.findIndex(({ count }) => count > 0);
  const last = buckets.findLastIndex(({ count }) => count > 0);
  return first < 0 ? [] : buckets.slice(first, last + 1);
}
