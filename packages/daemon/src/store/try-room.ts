import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes that opening writes besides what it takes over from LevelDB's log: a manifest, a log, its diary. */
const FIXED = 256 * 1024;
/** Of one file: the system may bound the size of each. */
const PIECE = 128 * 1024;
/** The folder that is written to; a killed process may leave it. */
export const ROOM = 'room';

/**
 * Rejects with the file system's error where LevelDB in `folder` could not be closed, opened again and given `bytes`
 * more. Room is tried by writing: what a disk says of itself knows no quota and no limit of file sizes, and bytes of one
 * kind would be compressed away.
 */
export async function tryRoom(folder: string, bytes: number): Promise<void> {
  const own = join(folder, ROOM);
  try {
    const needed = FIXED + bytes + (await logBytes(join(folder, 'level')));
    await mkdir(own, { recursive: true, mode: 0o700 });
    for (let piece = 0; piece * PIECE < needed; piece += 1) {
      const size = Math.min(PIECE, needed - piece * PIECE);
      await writeFile(join(own, String(piece)), randomBytes(size), { mode: 0o600 });
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** What opening writes anew, as a table: LevelDB's log of what it held in memory. */
async function logBytes(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.log$/.test(name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
