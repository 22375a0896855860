import { renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { isSameRun, readDaemonFile, writeDaemonFile } from './daemon-file.ts';

/** To be called with the lock of the home in hand: whoever wrote this file is gone. */
export function removeStale(daemonFile: string): void {
  rmSync(daemonFile, { force: true });
}

/**
 * Where to listen before the socket gets its name: the listener removes that path when it closes, and by then the name
 * may be a successor's. As long as the name itself, which may be as long as the system allows.
 */
export function socketDraft(socket: string, random: () => number): string {
  if (process.platform === 'win32') return socket;
  const letters = Math.floor(random() * 36 ** 5)
    .toString(36)
    .padStart(5, '0');
  return path.join(path.dirname(socket), `.${letters}.sock`);
}

/** Gives the socket its name, in place of what an earlier daemon left. Returns whose it is, to be recognised later. */
export function nameSocket(draft: string, socket: string): number | null {
  if (process.platform === 'win32') return null;
  renameSync(draft, socket);
  return statSync(socket).ino;
}

export function isOwnSocket(socket: string, inode: number | null): boolean {
  return inode === null || statSync(socket, { throwIfNoEntry: false })?.ino === inode;
}

/**
 * Lets clients find the daemon. Gives a warning where the file cannot be written, else null: clients then still find the
 * socket, and only those on TCP need the token.
 */
export function publish(daemonFile: string, file: DaemonFile): string | null {
  try {
    writeDaemonFile(daemonFile, file);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${daemonFile} could not be written, so scripts on TCP cannot find the daemon; it is tried again: ${reason}`;
  }
}

/** Without a database there is no lock, and another daemon may have come meanwhile: its files are left alone. */
export function removeOwn(
  daemonFile: string,
  file: DaemonFile,
  inode: number | null,
  socketFolder: string | null,
): void {
  if (isSameRun(readDaemonFile(daemonFile), file)) rmSync(daemonFile, { force: true });
  if (inode !== null && isOwnSocket(file.socket, inode)) rmSync(file.socket, { force: true });
  if (socketFolder !== null) rmdirSync(socketFolder);
}
