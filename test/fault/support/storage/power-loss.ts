import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../dice.ts';

export type Files = ReadonlyMap<string, Buffer>;

const SECTOR = 512;

/** The store's files as they are at this moment; what another thread writes meanwhile is cut anywhere. */
export function readFiles(folder: string): Files {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'LOCK' || entry.name.startsWith('LOG')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), readFileSync(path));
  }
  return files;
}

/**
 * What a disk may hold after the power went: of each file, what it held at the last fsync, and of what was written since
 * any part, cut at any byte, some sectors never written. A file that was made since may be missing, one that was removed
 * may be back. `durable` was read when a sync had just returned, `latest` when the power went. The files of LevelDB, which
 * syncs what it makes before it names it, change only by what its log gained since: `null` where it has made others.
 */
export function afterPowerLoss(durable: Files, latest: Files, dice: Dice): Files | null {
  const level = (files: Files) => [...files.keys()].filter((name) => !name.startsWith('journal/'));
  if (level(durable).toSorted().join() !== level(latest).toSorted().join()) return null;
  const left = new Map<string, Buffer>();
  for (const name of new Set([...durable.keys(), ...latest.keys()])) {
    const before = durable.get(name);
    const after = latest.get(name);
    const isJournal = name.startsWith('journal/');
    if (isJournal && (before === undefined || after === undefined) && dice.chance(0.5)) continue;
    const content =
      isJournal && (after === undefined || dice.chance(0.3))
        ? (before ?? Buffer.alloc(0))
        : torn(before, after, dice);
    left.set(name, content);
  }
  return left;
}

/** What stood at the last fsync stays, where it was only added to; a journal that was emptied may be anything. */
function torn(before: Buffer = Buffer.alloc(0), after: Buffer = Buffer.alloc(0), dice: Dice): Buffer {
  const kept = after.subarray(0, before.length).equals(before) ? before.length : 0;
  const length = dice.chance(0.3) ? after.length : dice.int(kept, after.length);
  const content = Buffer.from(after.subarray(0, length));
  for (let sector = kept + SECTOR - (kept % SECTOR); sector < length; sector += SECTOR) {
    if (dice.chance(0.2)) content.fill(0, sector, Math.min(length, sector + SECTOR));
  }
  return content;
}

export function writeFiles(folder: string, files: Files): void {
  for (const part of ['level', 'journal', 'lock']) mkdirSync(join(folder, part), { recursive: true });
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
}
