import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { daemonFileSchema, type DaemonFile } from '@jackdaw/core/protocol';

/** Whole or not at all: whoever reads it meanwhile gets the old one or this one. */
export function writeDaemonFile(file: string, content: DaemonFile): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'w' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Null where there is none, or none that can be read. */
export function readDaemonFile(file: string): DaemonFile | null {
  try {
    return daemonFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
