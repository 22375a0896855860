import fs from 'node:fs';
import path from 'node:path';
import { note } from './notes.mjs';

const pollMs = 100;
/** A holder's process id may be taken by another process after a crash; no step takes longer than this. */
const staleAfterMs = 10 * 60_000;

/**
 * Runs `action` while no other process holds the same lock file; waits as long as another does. The lock of a
 * process that died is taken over. Returns what `action` returns.
 * @template T
 * @param {string} file
 * @param {() => T} action
 * @returns {T}
 */
export function withLock(file, action) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    const holder = readHolder(file);
    if (holder === undefined) continue;
    if (isStale(file, holder)) {
      takeAway(file, holder);
      continue;
    }
    if (!told) note(`waiting for another start of jackdaw (process ${holder}) to finish its preparations`);
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
  }
  try {
    return action();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Creates the lock whole or not at all: a link appears together with its content. @param {string} file */
function tryLock(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} holder */
function isStale(file, holder) {
  const writtenAt = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return !isAlive(Number(holder)) || Date.now() - writtenAt > staleAfterMs;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Removes a stale lock, and puts it back where another waiter was faster and it is a new one by now. */
function takeAway(/** @type {string} */ file, /** @type {string} */ staleHolder) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, 'utf8') !== staleHolder) fs.linkSync(aside, file);
  } catch {
    // Gone already, or locked anew: the next round of waiting sees which.
  } finally {
    fs.rmSync(aside, { force: true });
  }
}
