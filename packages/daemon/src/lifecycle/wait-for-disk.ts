import type { Clock, LocalStore } from '@jackdaw/core';

export interface WaitForDiskOptions {
  readonly clock: Clock;
  /** Opens the store on disk; rejects as long as that does not work. */
  readonly open: () => Promise<LocalStore>;
  readonly signal: AbortSignal;
  /** Milliseconds between tries. */
  readonly retryMs?: number;
}

const RETRY_MS = 10_000;

/** The store on disk, once it can be opened; null after an abort. Never rejects. */
export async function waitForDisk(options: WaitForDiskOptions): Promise<LocalStore | null> {
  const { clock, open, signal, retryMs = RETRY_MS } = options;
  for (;;) {
    await clock.sleep(retryMs, signal).catch(() => {});
    if (signal.aborted) return null;
    try {
      const store = await open();
      if (!signal.aborted) return store;
      await store.close();
    } catch {
      // Told already: that is why there is a store in memory.
    }
  }
}

/** Resolves when `isBusy` says no, or after an abort. */
export async function untilIdle(clock: Clock, isBusy: () => boolean, signal: AbortSignal): Promise<void> {
  while (isBusy() && !signal.aborted) await clock.sleep(LOOK_MS, signal).catch(() => {});
}

const LOOK_MS = 250;
