/** The value below which `share` (0 to 1) of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

/** p50 and p99 of each round, then the median over rounds: one noisy round does not decide. */
export function overRounds(rounds: readonly (readonly number[])[]): { p50: number; p99: number } {
  return {
    p50: median(rounds.map((samples) => percentile(samples, 0.5))),
    p99: median(rounds.map((samples) => percentile(samples, 0.99))),
  };
}
