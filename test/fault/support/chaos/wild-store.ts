import { JackdawError, type LocalStore } from '@jackdaw/core';
import { daemonParts, type DaemonParts } from '@jackdaw/daemon';
import type { Dice } from '../dice.ts';

/** How a medium misbehaves: of its operations, so many (0 to 1) fail or hang, and those for so long at most. */
export interface Wildness {
  readonly readsFail: number;
  readonly writesFail: number;
  readonly hang: number;
  readonly hangMs: number;
}

export interface WildStore {
  readonly parts: Pick<DaemonParts, 'openStore'>;
  /** From now on it misbehaves; until then everything works. */
  storm(): void;
  /** From now on everything works, and what hung goes on. */
  heal(): void;
}

/** A real store on a medium that fails and hangs by chance. What waits to be written keeps its order, as on a disk. */
export function createWildStore({ readsFail, writesFail, hang, hangMs }: Wildness, dice: Dice): WildStore {
  let wild = false;
  const healed = Promise.withResolvers<void>();
  let line: Promise<void> = Promise.resolve();

  const mayFail = (probability: number, what: string) => {
    if (wild && dice.chance(probability))
      throw new JackdawError('storage_failed', `The medium fails (${what}).`);
  };
  const mayHang = async () => {
    if (!wild || !dice.chance(hang)) return;
    const ms = dice.int(1, hangMs);
    await Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), healed.promise]);
  };
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(mayHang).then(work);
    line = done.then(
      () => {},
      () => {},
    );
    return done;
  };

  const wildly = (store: LocalStore): LocalStore => ({
    ...store,
    getNow(key) {
      mayFail(readsFail, 'read');
      return store.getNow(key);
    },
    async get(key) {
      await mayHang();
      mayFail(readsFail, 'read');
      return store.get(key);
    },
    write(batch) {
      if (!wild) return line.then(() => store.write(batch));
      return inOrder(async () => {
        mayFail(writesFail, 'write');
        return store.write(batch);
      });
    },
    writeLater(batch) {
      void inOrder(async () => store.writeLater(batch));
    },
    sync: () => inOrder(() => store.sync()),
    async *scan(options) {
      await mayHang();
      mayFail(readsFail, 'scan');
      yield* store.scan(options);
    },
    async close() {
      await line;
      await store.close();
    },
  });
  return {
    parts: { openStore: async (options) => wildly(await daemonParts.openStore(options)) },
    storm() {
      wild = true;
    },
    heal() {
      wild = false;
      healed.resolve();
    },
  };
}
