import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isRunning } from './is-running.ts';

/** A start takes a fraction of it; whoever is older has died, and its process id may be somebody else's by now. */
const STALE_MS = 15_000;

/**
 * Lets one process of many start the daemon, so that a hundred scripts that begin at once do not start a hundred. A
 * courtesy only: the database has its own lock. Null where another process has it, else a function that gives it back.
 */
export function takeStartLock(run: string): (() => void) | null {
  const file = `${run}/start.lock`;
  if (!write(file)) {
    if (!isStale(file)) return null;
    remove(file);
    if (!write(file)) return null;
  }
  return () => remove(file);
}

/** What cannot be removed, in a folder of somebody else or on a broken disk, is no worse than a lock that was forgotten. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The daemon says what is wrong with the folder.
  }
}

function write(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A folder that cannot be written to is the daemon's to complain about.
    return true;
  }
}

function isStale(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return true;
    const pid = Number(readFileSync(file, 'utf8'));
    // Empty while it is being written.
    return pid > 0 && !isRunning(pid);
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
