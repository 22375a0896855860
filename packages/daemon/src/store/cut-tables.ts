import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';

/** What is no whole table, out of LevelDB's sight. */
export interface CutTables {
  readonly count: number;
  /** The database opened without them: they were never part of it. */
  remove(): void;
  /** The database misses them: they are damage, and a repair may save what is left of them. */
  putBack(): void;
}

const TABLE = /^\d+\.(ldb|sst)$/;
const ASIDE = '.cut';
/** Every table ends with the same eight bytes (kTableMagicNumber in LevelDB's table/format.h, low byte first). */
const TABLE_END = Buffer.from('57fb808b247547db', 'hex');

/**
 * Renames the tables in `folder` that do not end as tables do. One that was being written when the process was killed is
 * no part of the database yet; one that is a part of it LevelDB misses when it opens. Without this it finds the name,
 * opens, and fails at the first read.
 */
export function setCutTablesAside(folder: string): CutTables {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  // Of a start that was killed in between.
  for (const name of names.filter((each) => each.endsWith(ASIDE)))
    putBack(folder, name.slice(0, -ASIDE.length));
  const cut = (existsSync(folder) ? readdirSync(folder) : []).filter(
    (name) => TABLE.test(name) && !hasTableEnd(join(folder, name)),
  );
  for (const name of cut) renameSync(join(folder, name), join(folder, name + ASIDE));
  return {
    count: cut.length,
    remove() {
      for (const name of cut) rmSync(join(folder, name + ASIDE), { force: true });
    },
    putBack() {
      for (const name of cut) putBack(folder, name);
    },
  };
}

function putBack(folder: string, name: string): void {
  const aside = join(folder, name + ASIDE);
  if (existsSync(join(folder, name))) rmSync(aside, { force: true });
  else if (existsSync(aside)) renameSync(aside, join(folder, name));
}

function hasTableEnd(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const end = Buffer.alloc(TABLE_END.length);
    const at = fstatSync(file).size - TABLE_END.length;
    return at >= 0 && readSync(file, end, 0, end.length, at) === end.length && end.equals(TABLE_END);
  } finally {
    closeSync(file);
  }
}
