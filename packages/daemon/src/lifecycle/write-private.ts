import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file, readable for this user alone from its first byte. Whole or not at all: whoever reads it meanwhile gets
 * the old one or this one. Throws the system's error.
 */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'w' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
