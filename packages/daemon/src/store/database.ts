import type { Level } from 'level';
import { isDamage } from './storage-error.ts';

export type DatabaseOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

export interface KeyRange {
  readonly from: string;
  readonly to: string;
  readonly reverse: boolean;
}

/** LevelDB with its two habits handled: reads past a damaged block, and writes again after a failed write. */
export interface Database {
  /** Resolves when reads are possible: at once, but while the database is being opened again. */
  ready(): Promise<void>;
  /** Throws LevelDB's errors, but a damaged block reads as absent. 4 µs, where LevelDB's own promise takes 25. */
  get(key: string): Promise<string | undefined>;
  /** The same at once; throws while the database is being opened again. */
  getNow(key: string): string | undefined;
  /** All or nothing; once resolved, it survives a loss of power. One call at a time. */
  apply(operations: readonly DatabaseOperation[]): Promise<void>;
  /** Call only when `ready`. A consistent view of the moment of the call; entries of damaged blocks are left out. */
  entries(range: KeyRange): AsyncGenerator<readonly [string, string], void, void>;
  close(): Promise<void>;
}

const CHUNK = 256;
const CHUNK_BYTES = 256 * 1024;

export function createDatabase(level: Level, onDamage: (where: string) => void): Database {
  /** After a failed write LevelDB refuses all others until it is opened again. */
  let failed = false;
  let reopening: Promise<void> | null = null;

  const reopen = async () => {
    await level.close();
    await level.open();
    failed = false;
  };

  const ready = async () => {
    if (reopening !== null) await reopening.catch(() => {});
  };

  const iterate = (range: KeyRange) =>
    level.iterator({
      gte: range.from,
      lt: range.to,
      reverse: range.reverse,
      highWaterMarkBytes: CHUNK_BYTES,
    });

  /**
   * LevelDB skips a damaged block and says so at the end, in place of the last chunk. So that chunk is read again in
   * single steps, which all succeed but the one past the end.
   */
  async function* rest(range: KeyRange) {
    onDamage(`between ${range.from} and ${range.to}`);
    const iterator = iterate(range);
    try {
      for (;;) {
        const [entry] = await iterator.nextv(1);
        if (entry === undefined) return;
        yield entry;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
    } finally {
      await iterator.close();
    }
  }

  async function* entriesFrom(iterator: ReturnType<typeof iterate>, range: KeyRange) {
    let last: string | undefined;
    try {
      for (;;) {
        const entries = await iterator.nextv(CHUNK);
        if (entries.length === 0) return;
        yield* entries;
        last = entries.at(-1)?.[0];
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
    } finally {
      await iterator.close();
    }
    // A key's successor in byte order is the key with a zero byte behind it.
    const from = last === undefined || range.reverse ? range.from : `${last}\0`;
    const to = last !== undefined && range.reverse ? last : range.to;
    yield* rest({ ...range, from, to });
  }

  const getNow = (key: string) => {
    try {
      return level.getSync(key);
    } catch (error) {
      if (!isDamage(error)) throw error;
      onDamage(`at ${key}`);
      return undefined;
    }
  };

  return {
    ready,
    async get(key) {
      if (reopening !== null) await ready();
      return getNow(key);
    },
    getNow,
    async apply(operations) {
      if (failed) {
        reopening = reopen().finally(() => {
          reopening = null;
        });
        await reopening;
      }
      try {
        await level.batch([...operations], { sync: true });
      } catch (error) {
        failed = true;
        throw error;
      }
    },
    entries(range) {
      return entriesFrom(iterate(range), range);
    },
    close: () => level.close(),
  };
}
