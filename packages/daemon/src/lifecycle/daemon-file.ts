import { readFileSync } from 'node:fs';
import { daemonFileSchema, type DaemonFile } from '@jackdaw/core/protocol';
import { writePrivate } from './write-private.ts';

export function writeDaemonFile(file: string, content: DaemonFile): void {
  writePrivate(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Whether both were written by one daemon in one run: a kept token is that of many. */
export function isSameRun(one: DaemonFile | null, other: DaemonFile): boolean {
  return one?.token === other.token && one.pid === other.pid && one.startedAt === other.startedAt;
}

/** Null where there is none, or none that can be read. */
export function readDaemonFile(file: string): DaemonFile | null {
  try {
    return daemonFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
