/**
 * Keeps retries from multiplying an upstream's trouble: a share of all calls, not only so many per call. A target is a
 * model at a server: what fails at one costs no other its retries.
 */
export interface RetryBudget {
  /** Counts a first attempt. */
  countCall(target: string): void;
  /** Takes one retry off the budget of this target; false where it is spent. */
  tryRetry(target: string): boolean;
}

export interface RetryBudgetOptions {
  /** Retries per first attempt, over the window. Default 0.2. */
  readonly share?: number;
  /** Retries that are free in every window, so that a lone user's call can be retried at all. Default 10. */
  readonly floor?: number;
  /** Milliseconds. Default 60,000. */
  readonly windowMs?: number;
}

/** The window moves on by a tenth at a time: ten pairs of counts for a target, however many calls there are. */
const SLICES = 10;

interface Slice {
  readonly index: number;
  calls: number;
  retries: number;
}

export function createRetryBudget(
  monotonic: () => number,
  { share = 0.2, floor = 10, windowMs = 60_000 }: RetryBudgetOptions = {},
): RetryBudget {
  const targets = new Map<string, Slice[]>();
  const now = () => Math.floor(monotonic() / (windowMs / SLICES));

  function recent(target: string): Slice[] {
    const oldest = now() - SLICES + 1;
    const slices = (targets.get(target) ?? []).filter((slice) => slice.index >= oldest);
    if (!targets.has(target)) forgetIdle(oldest);
    targets.set(target, slices);
    return slices;
  }

  /** Ids come from callers, who may make up ever new ones. */
  function forgetIdle(oldest: number): void {
    for (const [target, slices] of targets) {
      if (slices.every((slice) => slice.index < oldest)) targets.delete(target);
    }
  }

  function current(slices: Slice[]): Slice {
    const index = now();
    const last = slices.at(-1);
    if (last?.index === index) return last;
    const slice = { index, calls: 0, retries: 0 };
    slices.push(slice);
    return slice;
  }

  return {
    countCall(target) {
      current(recent(target)).calls += 1;
    },
    tryRetry(target) {
      const slices = recent(target);
      const calls = slices.reduce((sum, slice) => sum + slice.calls, 0);
      const retries = slices.reduce((sum, slice) => sum + slice.retries, 0);
      if (retries + 1 > floor + share * calls) return false;
      current(slices).retries += 1;
      return true;
    },
  };
}
