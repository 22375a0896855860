import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { JackdawError } from '@jackdaw/core';
import { Level } from 'level';
import { errorCode, storageError } from './storage-error.ts';

export interface StoreLock {
  release(): Promise<void>;
}

/** Against the pages of data that nobody writes: an empty LevelDB needs next to nothing. */
const SMALL = { cacheSize: 0, writeBufferSize: 64 * 1024 };

/**
 * Takes the store in `folder` for this process, until released or until the process ends. An empty LevelDB of its own
 * serves for its lock, which is the kernel's: whether the real one is whole is looked at, and mended, with this lock in
 * hand. Rejects with `conflict` where another process has it, with `storage_failed` where the medium fails.
 */
export async function takeStoreLock(folder: string): Promise<StoreLock> {
  const place = join(folder, 'lock');
  try {
    return await openLock(place);
  } catch (error) {
    if (isTaken(error)) throw takenError(folder, error);
    if (errorCode(error) !== 'LEVEL_CORRUPTION') throw storageError('lock its store', folder, error);
  }
  // It holds nothing, so nothing is lost; and whoever fails to read it does not have it.
  try {
    rmSync(place, { recursive: true, force: true });
    return await openLock(place);
  } catch (error) {
    throw isTaken(error) ? takenError(folder, error) : storageError('lock its store', folder, error);
  }
}

export function isTaken(error: unknown): boolean {
  return errorCode(error) === 'LEVEL_LOCKED';
}

export function takenError(folder: string, error: unknown): JackdawError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return new JackdawError(
    'conflict',
    `Another jackdaw daemon has the store in ${folder} open. Use that one, or stop it with \`jackdaw daemon stop\`.`,
    { cause },
  );
}

async function openLock(place: string): Promise<StoreLock> {
  const level = new Level(place, SMALL);
  await level.open();
  return { release: () => level.close() };
}
