import { chmodSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Log } from '../log/index.ts';
import { fileStamp } from './file-stamp.ts';

/** `credentials.json`: the key that was entered in the chat. */
const credentialsSchema = z.looseObject({ apiKey: z.string().trim().min(1).optional() });

const PRIVATE = 0o600;

/** The stored key whenever it is asked for, as `readStoredKey` finds it; the file is read again when it has changed. */
export function followStoredKey(file: string, log: Log): () => string | null {
  let stamp: string | null = null;
  let latest: string | null = null;
  return () => {
    const found = fileStamp(file);
    if (found === stamp) return latest;
    latest = readStoredKey(file, log);
    // What could not be read is looked at again: the cause may have passed.
    if (latest !== null || found === '') stamp = found;
    return latest;
  };
}

/**
 * The stored key; null where there is none. A file that others may read is made private again, with a warning. Never
 * throws: without it, a turn says that there is no key.
 */
export function readStoredKey(file: string, log: Log): string | null {
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      chmodSync(file, PRIVATE);
      log.warn(
        { file },
        'The credentials file was open to other users and is private now. Renew the key if others use this machine.',
      );
    }
    return credentialsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).apiKey ?? null;
  } catch (error) {
    if (!isMissing(error)) {
      // The reason may quote the text, and with it the key.
      log.warn({ file }, 'The credentials file cannot be used. Enter the key again in the chat.');
    }
    return null;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
