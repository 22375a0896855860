import { createMemoryStore, JackdawError, type Clock, type LocalStore } from '@jackdaw/core';
import { SchemaTooNew } from '../store/index.ts';

export interface HomeStoreOptions {
  /** Opens the database, whose lock is the lock of the home. Rejects with `conflict` where another process has it. */
  readonly open: () => Promise<LocalStore>;
  /** Whether the other process is a daemon at work. */
  readonly isAnswering: () => Promise<boolean>;
  readonly clock: Clock;
  /** Milliseconds to wait for another process that has the database and does not answer. */
  readonly waitMs?: number;
  /** Milliseconds after which a disk that neither opens the database nor fails counts as failing. */
  readonly openMs?: number;
}

export type HomeStore =
  | { readonly kind: 'opened'; readonly store: LocalStore; readonly warning: string | null }
  | { readonly kind: 'taken' };

/** Longer than a daemon takes to stop. */
const WAIT_MS = 8_000;
const RETRY_MS = 50;
/** Longer than any repair of a database that was seen, and shorter than a person's patience with a start. */
const OPEN_MS = 20_000;

/**
 * Opens the store, and with it takes the home. `taken` where a daemon has it and answers. One that does not answer is
 * stopping or just starting: it gets some seconds. A medium that fails costs the memory of the cache and the history,
 * not the chat: the store is then one in memory, with a warning. A store of a newer jackdaw is refused: a chat that
 * forgets everything is not what its user wants.
 */
export async function openHomeStore(options: HomeStoreOptions): Promise<HomeStore> {
  const { isAnswering, clock, waitMs = WAIT_MS } = options;
  const deadline = clock.monotonic() + waitMs;
  for (;;) {
    try {
      return { kind: 'opened', store: await openInTime(options), warning: null };
    } catch (error) {
      const conflict = error instanceof JackdawError && error.code === 'conflict';
      if (await isAnswering()) return { kind: 'taken' };
      if (error instanceof JackdawError && error.cause instanceof SchemaTooNew) throw error;
      if (!conflict) return memoryStore(error);
      if (clock.monotonic() >= deadline) throw error;
    }
    await clock.sleep(RETRY_MS, AbortSignal.any([]));
  }
}

/** A store that ends with the process, and the warning that goes with it. */
export function memoryStore(error: unknown) {
  const reason = error instanceof Error ? error.message : String(error);
  const warning = `Nothing is kept: history and cache last until the daemon stops. ${reason}`;
  return { kind: 'opened' as const, store: createMemoryStore(), warning };
}

async function openInTime({ open, clock, openMs = OPEN_MS }: HomeStoreOptions): Promise<LocalStore> {
  const waiting = new AbortController();
  let late = false;
  const tooLate = clock.sleep(openMs, waiting.signal).then(
    () => {
      late = true;
      throw new JackdawError(
        'storage_failed',
        'The disk does not answer. Look at it, then restart the daemon.',
      );
    },
    () => new Promise<never>(() => {}),
  );
  const opening = open();
  // One that opens after all would keep its lock from the next start.
  opening.then((store) => (late ? store.close() : undefined)).catch(() => {});
  try {
    return await Promise.race([opening, tooLate]);
  } finally {
    waiting.abort();
  }
}
