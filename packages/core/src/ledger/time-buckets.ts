/** Each bucket ends a tenth above the one before, so that its middle is within 5 % of all that is in it. */
const GROWTH = 1.1;
const LOG = Math.log(GROWTH);

/** How many times fell into each bucket: a histogram that can be stored, and added up over days. */
export type TimeBuckets = Map<string, number>;

export function bucketOf(milliseconds: number): number {
  return Math.ceil(Math.log(Math.max(milliseconds, 0.001)) / LOG);
}

export function addTime(buckets: TimeBuckets, milliseconds: number): void {
  const bucket = String(bucketOf(milliseconds));
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
}

/** Milliseconds, to 5 %; null where there are none. */
export function percentilesOf(buckets: Iterable<readonly [bucket: string | number, times: number]>): {
  p50: number | null;
  p95: number | null;
  p99: number | null;
} {
  const sorted = [...buckets]
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .toSorted(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number) => {
    let left = share * total;
    for (const [bucket, count] of sorted) {
      left -= count;
      if (left <= 0) return GROWTH ** (bucket - 0.5);
    }
    return null;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
