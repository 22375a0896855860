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

export function daemonFilePath(paths: HomePaths): string {
  return `${paths.run}/daemon.json`;
}
