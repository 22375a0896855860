import { JackdawError, type Clock, type LocalStore, type StoreEntry } from '@jackdaw/core';
import { createDeadlines } from './deadlines.ts';
import { NO_WARNINGS, type StoreWarnings } from './store-warnings.ts';

export interface BoundedStoreOptions {
  readonly clock: Clock;
  /** Named in messages. */
  readonly folder: string;
  readonly warnings?: StoreWarnings;
  /** Milliseconds after which a call that has not come back counts as failed, and the store with it. Default 5,000. */
  readonly deadlineMs?: number;
}

/** How many deadlines an orderly close may take: it writes what has gathered. */
const CLOSE_DEADLINES = 3;

/**
 * A store whose every call ends: one that hangs, as a network disk that stalls, is told as one that fails. From then on
 * calls fail at once, until one of those that hang comes back, or a read that is tried every so often does. A write
 * that was told to have failed may still come through, as with any disk. What blocks the whole process, it cannot bound.
 */
export function boundStore(store: LocalStore, options: BoundedStoreOptions): LocalStore {
  const { clock, folder, warnings = NO_WARNINGS, deadlineMs = 5_000 } = options;
  const failure = () =>
    new JackdawError(
      'storage_failed',
      `The disk with ${folder} does not answer. Look at the disk, or set JACKDAW_HOME to another folder.`,
    );
  const bound = createDeadlines({
    clock,
    deadlineMs,
    failure,
    probe: async () => void (await store.get('\0probe')),
    onChange: (hangs) =>
      warnings.set(
        'hang',
        hangs ? `The chat goes on, without cache and history. ${failure().message}` : null,
      ),
  });

  async function* scan(entries: AsyncIterator<StoreEntry>) {
    let whole = false;
    try {
      for (;;) {
        const next = await bound.run(() => entries.next());
        whole = next.done === true;
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      // Not awaited: it may hang, and whoever leaves early waits for nothing.
      if (!whole) void entries.return?.().catch(() => {});
    }
  }

  return {
    get: (key) => bound.run(() => store.get(key)),
    getNow(key) {
      bound.assertAnswers();
      return store.getNow(key);
    },
    write: (batch) => bound.run(() => store.write(batch)),
    writeLater: (batch) => store.writeLater(batch),
    sync: () => bound.run(() => store.sync()),
    scan: (range) => scan(store.scan(range)[Symbol.asyncIterator]()),
    async close() {
      const waiting = new AbortController();
      const late = clock.sleep(CLOSE_DEADLINES * deadlineMs, waiting.signal).then(
        () => Promise.reject(failure()),
        () => {},
      );
      try {
        await Promise.race([store.close(), late]);
      } finally {
        waiting.abort();
        bound.stop();
      }
    },
  };
}
