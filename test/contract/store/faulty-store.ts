import { JackdawError, type LocalStore } from '@jackdaw/core';

export interface FaultyStore extends LocalStore {
  /** From now on every read and write fails, as on a broken disk; or works again. */
  breakDown(broken: boolean): void;
  /** Reads and writes that were asked for, failed ones too. */
  readonly calls: { reads: number; writes: number };
}

/** A store that can be made to fail, over a real one. */
export function createFaultyStore(store: LocalStore): FaultyStore {
  let broken = false;
  const calls = { reads: 0, writes: 0 };
  const assertWhole = () => {
    if (broken) throw new JackdawError('storage_failed', 'The disk is broken.');
  };
  return {
    calls,
    breakDown: (now) => {
      broken = now;
    },
    async get(key) {
      calls.reads += 1;
      assertWhole();
      return store.get(key);
    },
    getNow(key) {
      calls.reads += 1;
      assertWhole();
      return store.getNow(key);
    },
    writeLater(batch) {
      calls.writes += 1;
      if (!broken) store.writeLater(batch);
    },
    async write(batch) {
      calls.writes += 1;
      assertWhole();
      await store.write(batch);
    },
    async sync() {
      assertWhole();
      await store.sync();
    },
    async *scan(options) {
      assertWhole();
      for await (const entry of store.scan(options)) {
        assertWhole();
        yield entry;
      }
    },
    close: () => store.close(),
  };
}
