import type { Clock } from '@jackdaw/core';

export interface StallWatch extends Disposable {
  /** Aborts when nothing has come for the time, or when the caller's own signal does. */
  readonly signal: AbortSignal;
  /** Something came. */
  progress(): void;
}

/** Gives up on a transfer from which nothing has come for `ms`; `reason` is what its signal aborts with then. */
export function watchForStall(clock: Clock, ms: number, reason: Error, caller: AbortSignal): StallWatch {
  const stalled = new AbortController();
  const over = new AbortController();
  let last = clock.monotonic();

  const watch = async (): Promise<void> => {
    for (let rest = ms; rest > 0; rest = last + ms - clock.monotonic()) await clock.sleep(rest, over.signal);
    stalled.abort(reason);
  };
  // It ends by being aborted; that is no error.
  watch().catch(() => {});

  return {
    signal: AbortSignal.any([caller, stalled.signal]),
    progress: () => {
      last = clock.monotonic();
    },
    [Symbol.dispose]: () => over.abort(),
  };
}
