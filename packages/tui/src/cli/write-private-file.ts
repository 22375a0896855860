import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core/protocol';
import { makeFolder } from '../connect/make-folder.ts';
import { reasonOf } from '../connect/reason-of.ts';

/** Replaces a file whole: readers see the old text or the new one; mode 0600 from its first byte. Throws `storage_failed`. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    makeFolder(path.dirname(file));
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw new JackdawError('storage_failed', `${file} cannot be written: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}
