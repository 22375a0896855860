import { rmdirSync, rmSync } from 'node:fs';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { readDaemonFile, writeDaemonFile } from './daemon-file.ts';

/** To be called with the lock of the home in hand: whoever wrote these files is gone. */
export function removeStale(daemonFile: string, socket: string): void {
  rmSync(daemonFile, { force: true });
  if (process.platform !== 'win32') rmSync(socket, { force: true });
}

/**
 * Lets clients find the daemon. Gives a warning where the file cannot be written: clients then still find the socket,
 * and only those on TCP need the token.
 */
export function publish(daemonFile: string, file: DaemonFile): readonly string[] {
  try {
    writeDaemonFile(daemonFile, file);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`${daemonFile} could not be written, so scripts cannot find the daemon: ${reason}`];
  }
}

/** The socket itself is gone with its listener. */
export function removeOwn(daemonFile: string, file: DaemonFile, socketFolder: string | null): void {
  // Without a database there is no lock, and another daemon may have come meanwhile.
  if (readDaemonFile(daemonFile)?.token === file.token) rmSync(daemonFile, { force: true });
  if (socketFolder !== null) rmdirSync(socketFolder);
}
