import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSystemClock,
  JackdawError,
  type Clock,
  type JsonValue,
  type LocalStore,
  type StoreOperation,
} from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import { makeFolder } from '../make-folder.ts';
import { OWN_PREFIX } from './chain.ts';
import { createDatabase } from './database.ts';
import type { WriteBytes } from './journal.ts';
import type { Change } from './journal-record.ts';
import { NO_WARNINGS, type StoreWarnings } from './store-warnings.ts';
import { mergeEntries } from './merge-entries.ts';
import { createMover } from './mover.ts';
import { openDatabase } from './open-database.ts';
import { recover } from './recover.ts';
import type { Recovery } from './recovery.ts';
import { backUp, keepVersion, migrate, readVersion, refuseNewerFile, SCHEMA, type Schema } from './schema.ts';
import { storageError } from './storage-error.ts';
import { takeStoreLock } from './store-lock.ts';
import { decodeStoredValue } from './stored-value.ts';
import { createTableSums } from './table-sums.ts';
import { ROOM, tryRoom } from './try-room.ts';
import { WriteBuffer } from './write-buffer.ts';

export interface LevelStoreOptions {
  /** Made with mode 0700 where missing. One process at a time: the store's lock is the lock of the home. */
  readonly folder: string;
  readonly clock?: Clock;
  /** Hears keys, folders and counts, never values. */
  readonly log?: Pick<Log, 'warn'>;
  /** Hears what a person should know: what opening found, and what does not work at the moment. */
  readonly warnings?: StoreWarnings;
  /** Milliseconds that writes gather before they move to the database together. Default 100. */
  readonly moveDelayMs?: number;
  /** Journal bytes over which a new segment is begun. Default 8 MiB. */
  readonly segmentBytes?: number;
  /** Characters that may wait for the database; beyond that, a write waits until they have moved. Default 64 Mi. */
  readonly bufferSize?: number;
  /** How bytes reach the journal's file; tests put a full disk here. */
  readonly writeBytes?: WriteBytes;
  /** How records are laid out; tests put another one here. */
  readonly schema?: Schema;
}

const NOT_KEPT = 'New messages and answers are not kept at the moment; the chat goes on without them.';
const DAMAGE = 'Some records of the database are damaged and left out; the log names them.';

const CHANGED =
  'Tables of the database were changed on disk by something else than jackdaw; some records may be missing. Check the disk.';

/** Of tables, looked at when the store opens or closes: some hundredths of a second. */
const CHECKED_BYTES = 64 * 1024 * 1024;

export type LevelStore = LocalStore & { readonly recovered: Recovery };

/**
 * The store of one machine: LevelDB behind a small journal (docs/decisions/0004-journal-before-leveldb.md).
 * Rejects with `conflict` (cause LEVEL_LOCKED) where another process has it open, with `storage_failed` where the
 * folder cannot be used. Damage is repaired or set aside, and told in `recovered`.
 */
export async function openLevelStore(options: LevelStoreOptions): Promise<LevelStore> {
  const { folder, clock = createSystemClock(), log = { warn: () => {} }, warnings = NO_WARNINGS } = options;
  const bufferSize = options.bufferSize ?? 64 * 1024 * 1024;
  const schema = options.schema ?? SCHEMA;
  refuseNewerFile(folder, schema);
  makeFolders(folder);
  const lock = await takeStoreLock(folder);
  const sums = createTableSums(join(folder, 'level'), join(folder, 'tables.json'), clock.now());
  const changedTables = sums.check(CHECKED_BYTES);
  const opened = await openDatabase(join(folder, 'level'), clock.now()).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  const onDamage = (where: object, what: string) => {
    log.warn(where, what);
    warnings.set('damage', DAMAGE);
  };
  const database = createDatabase(opened.level, {
    onDamage: (where) => onDamage({ where }, 'The database has a damaged block; its entries are left out.'),
    assertRoom: (bytes) => tryRoom(folder, bytes),
  });
  const begin = async () => {
    const version = await readVersion(folder, database, schema);
    const backup = version < schema.version ? backUp(folder, version, clock.now()) : null;
    const found = await recover(folder, opened, database, clock.now(), options.writeBytes);
    await migrate(database, version, schema);
    await keepVersion(folder, database, schema);
    sums.keep(CHECKED_BYTES);
    return { ...found, backup };
  };
  const { journal, chain, recovered, sequence, backup } = await begin().catch(async (error: unknown) => {
    await database.close();
    await lock.release();
    throw storageError('open its store', folder, error);
  });
  if (backup !== null) {
    log.warn(
      { folder, backup },
      `The store was brought to version ${schema.version}; a copy of before is kept.`,
    );
  }
  if (changedTables.length > 0) {
    log.warn({ folder, tables: changedTables }, CHANGED);
    warnings.tell(CHANGED);
  }
  for (const message of recovered.messages) {
    log.warn({ folder }, message);
    warnings.tell(message);
  }

  let acknowledged = sequence;
  /** Why the last move to the database failed. */
  let failure: JackdawError | null = null;
  let closing: Promise<void> | null = null;
  const buffer = new WriteBuffer();
  const mover = createMover({
    buffer,
    journal,
    database,
    chain,
    clock,
    delayMs: options.moveDelayMs ?? 100,
    retryMs: 1000,
    segmentBytes: options.segmentBytes ?? 8 * 1024 * 1024,
    acknowledged: () => acknowledged,
    onMoved: () => {
      failure = null;
      warnings.set('database', null);
    },
    onFailure: (error) => {
      failure = storageError('write to its store', folder, error);
      const { message } = failure;
      log.warn({ folder, reason: message }, 'A write to the database failed.');
      warnings.set('database', `${NOT_KEPT} ${message}`);
    },
  });

  const ensureOpen = () => {
    if (closing !== null)
      throw new JackdawError('storage_failed', 'The store is closed. Start the daemon again.');
  };

  const decode = (key: string, stored: string): string | undefined => {
    const value = decodeStoredValue(key, stored);
    if (value === undefined) onDamage({ key }, 'A stored value is damaged; it counts as absent.');
    return value?.json;
  };

  async function* wholeValues(entries: AsyncIterable<readonly [string, string]>) {
    for await (const [key, stored] of entries) {
      const json = key.startsWith(OWN_PREFIX) ? undefined : decode(key, stored);
      if (json !== undefined) yield [key, json] as const;
    }
  }

  async function* scan(from: string, to: string, reverse: boolean, limit: number) {
    ensureOpen();
    if (limit <= 0) return;
    await database.ready();
    try {
      const pending = buffer.range(from, to, reverse).map(([key, { json }]) => [key, json] as const);
      // No more than a hint: pending deletions, damaged values and the sequence are left out of what comes.
      const stored = wholeValues(database.entries({ from, to, reverse }, limit));
      let left = limit;
      for await (const [key, json] of mergeEntries(stored, pending, reverse)) {
        yield { key, value: parse(json) };
        left -= 1;
        if (left <= 0) return;
      }
    } catch (error) {
      throw storageError('read its store', folder, error);
    }
  }

  const end = async () => {
    try {
      await mover.stop();
    } catch (error) {
      const { message } = storageError('write to its store', folder, error);
      log.warn({ folder, reason: message }, 'The journal keeps what could not be moved.');
    }
    await database.close();
    journal.close();
    sums.keep(CHECKED_BYTES);
    await lock.release();
  };

  const getNow = (key: string) => {
    ensureOpen();
    const pending = buffer.get(key);
    if (pending !== undefined) {
      const { json } = pending;
      return json === null ? undefined : parse(json);
    }
    try {
      const stored = database.getNow(key);
      const json = stored === undefined ? undefined : decode(key, stored);
      return json === undefined ? undefined : parse(json);
    } catch (error) {
      throw storageError('read its store', folder, error);
    }
  };

  const gather = (batch: readonly StoreOperation[], changes: readonly Change[]) => {
    if (batch.length === 0) return;
    acknowledged += 1;
    buffer.add(acknowledged, changes);
    for (const operation of batch) {
      if (operation.type === 'derive') buffer.derive(acknowledged, operation.key, operation.read);
    }
    mover.wake();
  };

  return {
    recovered,
    async get(key) {
      ensureOpen();
      if (buffer.get(key) === undefined) await database.ready();
      return getNow(key);
    },
    getNow,
    async write(batch) {
      ensureOpen();
      const changes = changesIn(batch);
      try {
        // Not to be waited for: sums that count what this batch holds would move before it.
        if (failure !== null && buffer.size > bufferSize) throw failure;
        if (changes.length > 0) journal.append({ sequence: acknowledged + 1, changes });
        warnings.set('journal', null);
      } catch (error) {
        const refused = storageError('write to its store', folder, error);
        if (closing === null) warnings.set('journal', `${NOT_KEPT} ${refused.message}`);
        throw refused;
      }
      gather(batch, changes);
      // Whoever writes faster than the database takes it waits for it; what is written is safe meanwhile.
      if (buffer.size > bufferSize) await mover.settle().catch(() => {});
    },
    writeLater(batch) {
      // A database that takes nothing must not fill the memory with what nobody was told is safe.
      if (closing !== null || (failure !== null && buffer.size > bufferSize)) return;
      gather(batch, changesIn(batch));
    },
    async sync() {
      ensureOpen();
      try {
        await mover.settle();
      } catch (error) {
        throw storageError('write to its store', folder, error);
      }
    },
    scan: ({ from, to, reverse = false, limit = Infinity }) => scan(from, to, reverse, limit),
    close() {
      closing ??= end();
      return closing;
    },
  };
}

function makeFolders(folder: string): void {
  try {
    for (const path of [folder, join(folder, 'journal'), join(folder, 'level')]) {
      makeFolder(path);
      chmodSync(path, 0o700);
    }
    rmSync(join(folder, ROOM), { recursive: true, force: true });
  } catch (error) {
    throw storageError('make its store', folder, error);
  }
}

/** What of a batch the journal keeps, spelled out. */
function changesIn(batch: readonly StoreOperation[]): Change[] {
  const changes: Change[] = [];
  for (const operation of batch) {
    if (operation.type === 'put') changes.push([operation.key, JSON.stringify(operation.value)]);
    else if (operation.type === 'put-json') changes.push([operation.key, operation.json]);
    else if (operation.type === 'delete') changes.push([operation.key, null]);
  }
  return changes;
}

function parse(json: string): JsonValue {
  const value: JsonValue = JSON.parse(json);
  return value;
}
