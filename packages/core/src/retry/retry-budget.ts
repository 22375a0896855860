import { SlidingCount } from '../clock/index.ts';

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

interface Counts {
  readonly calls: SlidingCount;
  readonly retries: SlidingCount;
}

export function createRetryBudget(
  monotonic: () => number,
  { share = 0.2, floor = 10, windowMs = 60_000 }: RetryBudgetOptions = {},
): RetryBudget {
  const targets = new Map<string, Counts>();

  function countsOf(target: string): Counts {
    let counts = targets.get(target);
    if (counts === undefined) {
      forgetIdle();
      const create = () => new SlidingCount(monotonic, windowMs);
      targets.set(target, (counts = { calls: create(), retries: create() }));
    }
    return counts;
  }

  /** Ids come from callers, who may make up ever new ones. */
  function forgetIdle(): void {
    for (const [target, { calls, retries }] of targets) {
      if (calls.total + retries.total === 0) targets.delete(target);
    }
  }

  return {
    countCall(target) {
      countsOf(target).calls.add();
    },
    tryRetry(target) {
      const { calls, retries } = countsOf(target);
      if (retries.total + 1 > floor + share * calls.total) return false;
      retries.add();
      return true;
    },
  };
}
