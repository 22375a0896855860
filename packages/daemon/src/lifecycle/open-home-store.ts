import { createMemoryStore, JackdawError, type Clock, type LocalStore } from '@jackdaw/core';

export interface HomeStoreOptions {
  /** Opens the database, whose lock is the lock of the home. Rejects with `conflict` where another process has it. */
  readonly open: () => Promise<LocalStore>;
  /** Whether the other process is a daemon at work. */
  readonly isAnswering: () => Promise<boolean>;
  readonly clock: Clock;
  /** Milliseconds to wait for another process that has the database and does not answer. */
  readonly waitMs?: number;
}

export type HomeStore =
  | { readonly kind: 'opened'; readonly store: LocalStore; readonly warning: string | null }
  | { readonly kind: 'taken' };

/** Longer than a daemon takes to stop. */
const WAIT_MS = 8_000;
const RETRY_MS = 50;

/**
 * Opens the store, and with it takes the home. `taken` where a daemon has it and answers. One that does not answer is
 * stopping or just starting: it gets some seconds. A medium that fails costs the memory of the cache and the history,
 * not the chat: the store is then one in memory, with a warning.
 */
export async function openHomeStore({
  open,
  isAnswering,
  clock,
  waitMs = WAIT_MS,
}: HomeStoreOptions): Promise<HomeStore> {
  const deadline = clock.monotonic() + waitMs;
  for (;;) {
    try {
      return { kind: 'opened', store: await open(), warning: null };
    } catch (error) {
      const conflict = error instanceof JackdawError && error.code === 'conflict';
      if (await isAnswering()) return { kind: 'taken' };
      if (!conflict) return { kind: 'opened', store: createMemoryStore(), warning: warningOf(error) };
      if (clock.monotonic() >= deadline) throw error;
    }
    await clock.sleep(RETRY_MS, AbortSignal.any([]));
  }
}

function warningOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `Nothing is kept: history and cache last until the daemon stops. ${reason}`;
}
