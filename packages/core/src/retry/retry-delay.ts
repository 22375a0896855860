/** Milliseconds, and a source of chance in [0, 1). */
export interface RetryTiming {
  readonly baseMs: number;
  readonly capMs: number;
  /** Longest `retry-after` that is waited for. */
  readonly maxRetryAfterMs: number;
  readonly random: () => number;
}

/** What is added to a `retry-after`, so that all who were told the same do not come back at once. */
const JITTER_SHARE = 0.05;

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1), or null where waiting is not worth it.
 *
 * Without a word of the upstream: full jitter, random() · min(cap, base · 2^(attempt − 1)), as in "Exponential Backoff
 * And Jitter" (AWS Architecture Blog, Marc Brooker, 2015). With a `retry-after`: never sooner than that, up to a twentieth
 * later; null where it asks for longer than `maxRetryAfterMs`.
 */
export function retryDelay(
  attempt: number,
  retryAfterMs: number | undefined,
  timing: RetryTiming,
): number | null {
  if (retryAfterMs === undefined) {
    return timing.random() * Math.min(timing.capMs, timing.baseMs * 2 ** (attempt - 1));
  }
  if (retryAfterMs > timing.maxRetryAfterMs) return null;
  return retryAfterMs * (1 + JITTER_SHARE * timing.random());
}
