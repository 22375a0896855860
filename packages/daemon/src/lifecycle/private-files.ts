import { chmodSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core';
import type { HomePaths } from '@jackdaw/core/home';
import { ensurePrivateFolder } from './private-folder.ts';

/** Who may write the config decides where the key is sent. */
const WRITE_BY_OTHERS = 0o022;
const ANY_BY_OTHERS = 0o077;

/**
 * Makes the config and the credentials this user's alone, where they are there, and tells what was open. Throws
 * `invalid_config` where one belongs to another user, `storage_failed` where their folder does.
 */
export function ensurePrivateFiles(
  { configFile, credentialsFile }: Pick<HomePaths, 'configFile' | 'credentialsFile'>,
  tell: (warning: string) => void,
): void {
  for (const folder of new Set([configFile, credentialsFile].map((file) => path.dirname(file)))) {
    if (existsSync(folder)) ensurePrivateFolder(folder);
  }
  if (mend(configFile, WRITE_BY_OTHERS)) {
    tell(
      `${configFile} could be changed by other users. It no longer can; look whether its settings are yours.`,
    );
  }
  if (mend(credentialsFile, ANY_BY_OTHERS)) {
    tell(
      `${credentialsFile} was open to other users. It no longer is; renew the key if others use this machine.`,
    );
  }
}

/** Whether the file's mode had to be changed. */
function mend(file: string, forbidden: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (found === undefined || uid === undefined) return false;
  // A machine's administrator may have put a config there.
  if (found.uid !== uid && found.uid !== 0) {
    throw new JackdawError(
      'invalid_config',
      `${file} belongs to another user (uid ${found.uid}, you are ${uid}). Remove it, or take it over with chown.`,
    );
  }
  if ((found.mode & forbidden) === 0) return false;
  chmodSync(file, found.mode & 0o777 & ~forbidden);
  return true;
}
