import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JackdawError } from '@jackdaw/core';
import { z } from 'zod';
import { OWN_PREFIX } from './chain.ts';
import type { Database } from './database.ts';
import { freeName } from './free-name.ts';
import { decodeStoredValue, encodeStoredValue } from './stored-value.ts';

/** Brings the records from one version to the next. Must bear being repeated: it may be cut off at any point. */
export type Migration = (database: Pick<Database, 'entries' | 'apply'>) => Promise<void>;

/** How records are laid out: what this program writes, and how it brings older ones up to that. */
export interface Schema {
  readonly version: number;
  /** By the version that they start from; one for each version before this one, from the first on. */
  readonly migrations: Readonly<Record<number, Migration>>;
}

export const SCHEMA: Schema = { version: 1, migrations: {} };

/** The cause of the refusal of a store that a newer jackdaw has written. */
export class SchemaTooNew extends Error {}

const SCHEMA_KEY = `${OWN_PREFIX}schema`;
const FIRST = 1;
const fileSchema = z.object({ version: z.int().positive() });

const fileIn = (folder: string) => join(folder, 'schema.json');

/** To be called before anything is opened: throws `storage_failed` for a store of a newer jackdaw, which is left as it is. */
export function refuseNewerFile(folder: string, schema: Schema): void {
  const version = readFile(folder);
  if (version !== null) refuseNewer(folder, version, schema);
}

/** The version of an open database, which may be older than `schema`'s. Throws as `refuseNewerFile`, and LevelDB's errors. */
export async function readVersion(folder: string, database: Database, schema: Schema): Promise<number> {
  const stored = await database.get(SCHEMA_KEY);
  const value = stored === undefined ? undefined : decodeStoredValue(SCHEMA_KEY, stored);
  const version = value === undefined ? (readFile(folder) ?? FIRST) : Number(value.json);
  refuseNewer(folder, version, schema);
  return version;
}

/**
 * Copies the store's files beside it. To be called with the database open and at rest, for that holds its lock; the
 * lock's file is left out, since to close a copy of it would give up the lock. Throws the file system's errors.
 */
export function backUp(folder: string, version: number, now: number): string {
  const place = freeName(`${folder}.version-${version}`, now, 'backup');
  const unfinished = `${place}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    for (const part of ['level', 'journal']) {
      cpSync(join(folder, part), join(unfinished, part), {
        recursive: true,
        filter: (source) => basename(source) !== 'LOCK',
      });
    }
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return place;
}

/** Takes the records from `version` to `schema`'s, and puts that on record. Throws what a migration throws. */
export async function migrate(database: Database, version: number, schema: Schema): Promise<void> {
  for (let from = version; from < schema.version; from += 1) {
    const migration = schema.migrations[from];
    if (migration === undefined) throw new Error(`there is no way from version ${from} to ${from + 1}`);
    await migration(database);
    await database.apply([versionRecord(from + 1)]);
  }
}

/** Puts the version where the next start looks first. Throws the file system's and LevelDB's errors. */
export async function keepVersion(folder: string, database: Database, schema: Schema): Promise<void> {
  if ((await database.get(SCHEMA_KEY)) === undefined) await database.apply([versionRecord(schema.version)]);
  if (readFile(folder) === schema.version) return;
  const draft = `${fileIn(folder)}.draft`;
  writeFileSync(draft, `${JSON.stringify({ version: schema.version })}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(folder));
}

function versionRecord(version: number) {
  const value = encodeStoredValue(SCHEMA_KEY, { sequence: 0, json: String(version) });
  return { type: 'put' as const, key: SCHEMA_KEY, value };
}

/** Null where there is none that can be read: the database has it too. */
function readFile(folder: string): number | null {
  const file = fileIn(folder);
  if (!existsSync(file)) return null;
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  } catch {
    return null;
  }
}

function refuseNewer(folder: string, version: number, schema: Schema): void {
  if (version <= schema.version) return;
  throw new JackdawError(
    'storage_failed',
    `The store in ${folder} was written by a newer jackdaw (its version is ${version}, this one knows up to ` +
      `${schema.version}). Nothing was changed. Update jackdaw, or set JACKDAW_HOME to another folder.`,
    { cause: new SchemaTooNew() },
  );
}
