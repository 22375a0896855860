import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JackdawError } from '@jackdaw/core';
import { Level } from 'level';
import { setCutTablesAside } from './cut-tables.ts';
import { freeName } from './free-name.ts';
import type { Recovery } from './recovery.ts';
import { isDamage, storageError } from './storage-error.ts';
import { isTaken, takenError } from './store-lock.ts';

/**
 * What LevelDB may hold in memory, in bytes and files: its defaults (8 MiB of blocks, two tables of 4 MiB, the indices of a
 * thousand files) fill over hours, and what is asked often is kept before it anyway. Its blocks keep their size: with 16 KiB
 * LevelDB ended the process over a damaged table that it reads past with 4. What is written gathers up to 2 MiB (twice, at times):
 * with 1, tables were merged so often that under load other threads took half as much time again; 4 were no better.
 */
const BOUNDS = {
  cacheSize: 2 * 1024 * 1024,
  writeBufferSize: 2 * 1024 * 1024,
  maxOpenFiles: 64,
};

export interface OpenedDatabase {
  readonly level: Level;
  readonly state: Recovery['database'];
  /** Where the damaged database was moved, if it was. */
  readonly setAside: string | null;
}

/**
 * Opens the database in `folder`, which needs not exist. A damaged one is repaired, or else set aside under a new name
 * and begun anew: to be called with the store's lock in hand. Rejects with `conflict` where another process has it open: LevelDB's lock is the kernel's, so it
 * ends with its process and a stale file means nothing. Rejects with `storage_failed` where the medium fails.
 */
export async function openDatabase(folder: string, now: number): Promise<OpenedDatabase> {
  const cutTables = setCutTablesAside(folder);
  if (!looksDamaged(folder)) {
    const level = new Level(folder, BOUNDS);
    try {
      await level.open();
      cutTables.remove();
      return { level, state: 'opened', setAside: null };
    } catch (error) {
      cutTables.putBack();
      if (!isDamage(error)) throw openError(folder, error);
    }
  }
  cutTables.putBack();
  const repaired = await repair(folder);
  if (repaired !== null) return { level: repaired, state: 'repaired', setAside: null };
  const setAside = freeName(folder, now);
  try {
    renameSync(folder, setAside);
    const level = new Level(folder, BOUNDS);
    await level.open();
    return { level, state: 'replaced', setAside };
  } catch (error) {
    throw openError(folder, error);
  }
}

const TABLE = /^\d+\.(ldb|sst)$/;
const LOG_OR_MANIFEST = /^\d+\.log$|^MANIFEST-/;

/**
 * LevelDB takes a folder without the file CURRENT for a new database and then removes the tables that it finds there;
 * a CURRENT that names a missing file it reports as a failure of the medium.
 */
function looksDamaged(folder: string): boolean {
  const current = join(folder, 'CURRENT');
  try {
    if (!existsSync(folder)) return false;
    const names = readdirSync(folder);
    const found = statSync(current, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return true;
    if (found !== undefined)
      return !existsSync(join(folder, readFileSync(current, 'utf8').trimEnd() || 'missing'));
    return names.some((name) => TABLE.test(name) || LOG_OR_MANIFEST.test(name));
  } catch {
    return false;
  }
}

/** Null where nothing could be saved. Files that repair cannot read, LevelDB keeps in a folder `lost`. */
async function repair(folder: string): Promise<Level | null> {
  try {
    await repairFiles(folder);
    // Not made before: a new Level opens by itself, and would meet the repair.
    const level = new Level(folder, BOUNDS);
    await level.open();
    return level;
  } catch (error) {
    if (isTaken(error)) throw openError(folder, error);
    return null;
  }
}

/** In the package's code, though not in its types, which it shares with its browser edition. */
async function repairFiles(folder: string): Promise<void> {
  if ('repair' in Level && typeof Level.repair === 'function') await Level.repair(folder);
}

function openError(folder: string, error: unknown): JackdawError {
  return isTaken(error) ? takenError(folder, error) : storageError('open its store', folder, error);
}
