import { createHistogram } from 'node:perf_hooks';

const LONGEST_MICROSECONDS = 3_600_000_000;

/** Latencies as percentiles: Node's own HDR histogram, three significant figures, one microsecond to one hour. */
export interface Latencies {
  record(milliseconds: number): void;
  /** Milliseconds; null where nothing was recorded. */
  percentiles(): { p50: number | null; p95: number | null; p99: number | null };
}

export function createLatencies(): Latencies {
  const histogram = createHistogram({ lowest: 1, highest: LONGEST_MICROSECONDS, figures: 3 });
  const at = (percentile: number) => (histogram.count === 0 ? null : histogram.percentile(percentile) / 1000);
  return {
    record(milliseconds) {
      histogram.record(Math.min(LONGEST_MICROSECONDS, Math.max(1, Math.round(milliseconds * 1000))));
    },
    percentiles: () => ({ p50: at(50), p95: at(95), p99: at(99) }),
  };
}
