import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { daemonFileSchema, type DaemonFile } from '@jackdaw/core/protocol';
import type { HomePaths } from '@jackdaw/core/home';

/** What a running daemon says of itself; null where the file is absent, unreadable, or half-written. */
export async function readDaemonFile(paths: HomePaths): Promise<DaemonFile | null> {
  try {
    const parsed = daemonFileSchema.safeParse(JSON.parse(await readFile(daemonFilePath(paths), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Where a daemon listens that could not write its file, as on a full disk; null where there is no such socket. */
export function unannouncedSocket({ run }: HomePaths): string | null {
  const socket = `${run}/daemon.sock`;
  return existsSync(socket) ? socket : null;
}

export function daemonFilePath(paths: HomePaths): string {
  return `${paths.run}/daemon.json`;
}
