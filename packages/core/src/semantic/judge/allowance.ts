const WINDOW_MS = 60_000;

/** So many of something in any minute. */
export interface Allowance {
  /** Takes one; false where the minute has had its share. */
  take(): boolean;
}

export function createAllowance(perMinute: number, monotonic: () => number): Allowance {
  let taken: number[] = [];
  return {
    take() {
      const now = monotonic();
      taken = taken.filter((at) => now - at < WINDOW_MS);
      if (taken.length >= perMinute) return false;
      taken.push(now);
      return true;
    },
  };
}
