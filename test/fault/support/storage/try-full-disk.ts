import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JackdawError } from '@jackdaw/core';
import { openLevelStore, type LevelStore } from '../../../../packages/daemon/src/store/index.ts';

export interface FullDisk {
  /** `passed`, or why it was not tried. */
  readonly how: string;
  readonly broken: readonly string[];
}

const MEGABYTE = 1024 * 1024;

/**
 * A store on a real disk of 4 MB that is filled by somebody else, freed, made read-only and writable again. Only root
 * may mount such a disk, and not everywhere; without it nothing is tried.
 */
export async function tryFullDisk(): Promise<FullDisk> {
  const disk = mkdtempSync(join(tmpdir(), 'jackdaw-disk-'));
  const mount = (...options: string[]) => execFileSync('mount', [...options, disk], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs');
  } catch {
    rmSync(disk, { recursive: true });
    return { how: 'not tried: a disk cannot be mounted here', broken: [] };
  }
  const broken: string[] = [];
  try {
    const folder = join(disk, 'data');
    const kept: string[] = [];
    const store = await openLevelStore({ folder });
    const write = async (key: string) => {
      await store.write([{ type: 'put', key, value: key.padEnd(2_000, 'x') }]);
      kept.push(key);
    };
    for (let index = 0; index < 50; index += 1) await write(`before/${index}`);

    const filler = join(disk, 'filler');
    fill(filler);
    // Room enough for the journal to take what the database then cannot.
    truncateSync(filler, statSync(filler).size - MEGABYTE / 4);
    for (let round = 0; round < 3; round += 1) {
      const refused = await untilRefused(async () => {
        await write(`full/${kept.length}`);
        await store.sync();
      });
      if (!/disk is full\. Free some space/.test(refused)) broken.push(`a full disk was told as: ${refused}`);
      broken.push(...(await missing(store, kept, 'on the full disk')));
    }
    rmSync(filler);
    await write('freed');
    await store.sync();

    await store.close();

    // The kernel lets nobody make a disk read-only on which files are open for writing.
    mount('-o', 'remount,ro');
    const stuck = await openLevelStore({ folder }).then(
      (opened) => opened.close().then(() => 'nothing: it opened'),
      (error: unknown) => String(error),
    );
    if (!/read-only/.test(stuck)) broken.push(`a read-only disk was told as: ${stuck}`);
    mount('-o', 'remount,rw');

    const again = await openLevelStore({ folder });
    broken.push(...again.recovered.messages, ...(await missing(again, kept, 'at the next start')));
    await again.close();
  } finally {
    execFileSync('umount', ['-l', disk], { stdio: 'ignore' });
    rmSync(disk, { recursive: true, force: true });
  }
  return { how: 'passed', broken };
}

/** Writes until there is no room left. */
function fill(file: string): void {
  for (const size of [MEGABYTE, 4096, 64]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full for pieces of this size.
    }
  }
}

async function untilRefused(write: () => Promise<void>): Promise<string> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    try {
      await write();
    } catch (error) {
      return error instanceof JackdawError ? error.message : String(error);
    }
  }
  return 'nothing: every write was taken';
}

async function missing(store: LevelStore, keys: readonly string[], when: string): Promise<string[]> {
  const gone: string[] = [];
  for (const key of keys) {
    const value = await store.get(key).catch((error: unknown) => error);
    if (typeof value !== 'string') gone.push(`${key} is gone ${when}: ${String(value)}`);
  }
  return gone;
}
