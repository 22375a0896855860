import { SlidingCount } from '../clock/index.ts';

/**
 * Keeps retries from multiplying an upstream's trouble: a share of all turns, not only so many per turn. A target is a
 * model at a server: what fails at one costs no other its retries. A turn counts once, at the target that it asked first,
 * and whatever else it asks is a retry of that target's, at another model too.
 */
export interface RetryBudget {
  /** Counts a turn's first attempt. */
  countCall(target: string): void;
  /** Takes one retry off the budget of this target; false where it is spent. */
  tryRetry(target: string): boolean;
  /** Whether the next retry would be refused: more than the share of the target's calls failed of late. */
  isSpent(target: string): boolean;
}

export interface RetryBudgetOptions {
  /** Retries per first attempt, over the window. Default 0.18: with the floors of some models, a fifth of all turns. */
  readonly share?: number;
  /** Retries that every window has at least, so that a lone user's call can be retried at all. Default 10. */
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
  { share = 0.18, floor = 10, windowMs = 60_000 }: RetryBudgetOptions = {},
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

  function isSpent(target: string): boolean {
    const { calls, retries } = countsOf(target);
    return retries.total + 1 > Math.max(floor, share * calls.total);
  }

  return {
    countCall(target) {
      countsOf(target).calls.add();
    },
    tryRetry(target) {
      if (isSpent(target)) return false;
      countsOf(target).retries.add();
      return true;
    },
    isSpent,
  };
}
