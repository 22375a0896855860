import type { Clock } from '@jackdaw/core';

/** Waits for `promise`, whatever becomes of it, but no longer than `ms`. On abort rejects with `signal.reason`. */
export async function settledWithin(
  promise: Promise<unknown>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const over = new AbortController();
  const late = clock.sleep(ms, AbortSignal.any([signal, over.signal]));
  try {
    await Promise.race([promise.catch(() => {}), late]);
  } finally {
    late.catch(() => {});
    over.abort();
  }
}
