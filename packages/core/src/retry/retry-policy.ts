import { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
import type { RetryTiming } from './retry-delay.ts';

export interface RetryPolicy extends RetryTiming {
  /** Upstream calls of one turn at most, the first included. */
  readonly maxAttempts: number;
  readonly budget: RetryBudget;
}

export interface RetryPolicyOptions {
  /** Milliseconds that never run backwards. */
  readonly monotonic: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Default 5. */
  readonly maxAttempts?: number;
  /** Default 500. */
  readonly baseMs?: number;
  /** Default 8,000. */
  readonly capMs?: number;
  /** Default 60,000. */
  readonly maxRetryAfterMs?: number;
  readonly budget?: RetryBudgetOptions;
}

/** One policy for a whole daemon: the budget is shared by all of its turns. */
export function createRetryPolicy(options: RetryPolicyOptions): RetryPolicy {
  return {
    maxAttempts: options.maxAttempts ?? 5,
    baseMs: options.baseMs ?? 500,
    capMs: options.capMs ?? 8_000,
    maxRetryAfterMs: options.maxRetryAfterMs ?? 60_000,
    random: options.random,
    budget: createRetryBudget(options.monotonic, options.budget),
  };
}
