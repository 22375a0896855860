import type { Clock } from '@jackdaw/core';
import type { Chain } from './chain.ts';
import type { Database, DatabaseOperation } from './database.ts';
import type { Journal } from './journal.ts';
import type { WriteBuffer } from './write-buffer.ts';

export interface MoverOptions {
  readonly buffer: WriteBuffer;
  readonly journal: Journal;
  readonly database: Database;
  readonly chain: Chain;
  readonly clock: Clock;
  /** Milliseconds that writes gather before they are moved together. */
  readonly delayMs: number;
  /** Milliseconds after which a failed move is tried again. */
  readonly retryMs: number;
  /** Journal bytes over which a new segment is begun. */
  readonly segmentBytes: number;
  /** Number of the last batch that was acknowledged. */
  readonly acknowledged: () => number;
  readonly onFailure: (error: unknown) => void;
  /** Told after every move that succeeded. */
  readonly onMoved: () => void;
}

/** Moves what is in the journal to the database, many batches in one synchronous write (group commit). */
export interface Mover {
  /** Says that there is something to move; it will be, soon. */
  wake(): void;
  /** Resolves when all that was acknowledged before the call is moved. Rejects with the database's error. */
  settle(): Promise<void>;
  /** Moves what there is and ends. Rejects with the database's error; the journal then still has it. */
  stop(): Promise<void>;
}

export function createMover(options: MoverOptions): Mover {
  const { buffer, journal, database, chain, clock } = options;
  const stopping = new AbortController();
  /** Segments whose records are all on their way or moved, to be dropped after the next move that succeeds. */
  let finished: { drop(): void }[] = [];
  let moved = options.acknowledged();
  let moving: Promise<void> | null = null;
  let waiting = false;

  const rotateJournal = () => {
    try {
      if (journal.size() > options.segmentBytes) finished = [...finished, journal.rotate()];
    } catch (error) {
      options.onFailure(error);
    }
  };

  const tidyJournal = () => {
    try {
      for (const segment of finished.splice(0)) segment.drop();
      if (buffer.isEmpty) journal.truncate(moved);
    } catch (error) {
      // The journal is only longer than it need be: replaying what the database has already does no harm.
      options.onFailure(error);
    }
  };

  const move = async () => {
    const sequence = options.acknowledged();
    rotateJournal();
    const changes = buffer.take();
    try {
      const operations: DatabaseOperation[] = [];
      let size = 0;
      for (const [key, { stored }] of changes) {
        size += key.length + (stored === null ? 0 : stored.length);
        operations.push(stored === null ? { type: 'del', key } : { type: 'put', key, value: stored });
      }
      operations.push(...chain.link(sequence, size));
      await database.apply(operations);
    } catch (error) {
      buffer.putBack();
      throw error;
    }
    chain.linked();
    buffer.moved();
    moved = sequence;
    options.onMoved();
    tidyJournal();
  };

  const moveOnce = () => {
    moving ??= move().finally(() => {
      moving = null;
    });
    return moving;
  };

  const settle = async () => {
    const goal = options.acknowledged();
    const isBehind = () => moved < goal;
    while (isBehind()) await moveOnce();
  };

  const moveLater = async () => {
    let pauseMs = options.delayMs;
    while (!buffer.isEmpty && !stopping.signal.aborted) {
      await clock.sleep(pauseMs, stopping.signal);
      try {
        await settle();
        pauseMs = options.delayMs;
      } catch (error) {
        options.onFailure(error);
        pauseMs = options.retryMs;
      }
    }
  };

  const wake = () => {
    if (waiting) return;
    waiting = true;
    void moveLater()
      .catch(() => {}) // only the sleep throws, when stopped
      .finally(() => {
        waiting = false;
        // What came when the last move had been looked at.
        if (!buffer.isEmpty && !stopping.signal.aborted) wake();
      });
  };

  return {
    wake,
    settle,
    async stop() {
      stopping.abort(new Error('the store is closing'));
      await settle();
    },
  };
}
