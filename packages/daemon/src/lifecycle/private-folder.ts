import { accessSync, chmodSync, constants, lstatSync, statSync, type Stats } from 'node:fs';
import { JackdawError } from '@jackdaw/core';
import { makeFolder } from '../make-folder.ts';

export interface PrivateFolderOptions {
  /** Refuses a symbolic link: for folders whose parent others can write to. */
  readonly refuseLinks?: boolean;
}

const OTHERS = 0o077;

/**
 * Makes the folder where it is missing, and makes it this user's alone (mode 0700). Throws `storage_failed` that says
 * what to do where it belongs to someone else or cannot be written to.
 */
export function ensurePrivateFolder(
  folder: string,
  { refuseLinks = false }: PrivateFolderOptions = {},
): void {
  try {
    makeFolder(folder);
    const found = refuseLinks ? lstatSync(folder) : statSync(folder);
    refuseForeignLink(folder);
    refuseForeign(folder, found);
    if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) chmodSync(folder, 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    if (cause instanceof JackdawError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw folderError(`jackdaw cannot use the folder ${folder}: ${reason}. Mend it`, cause);
  }
}

function refuseForeign(folder: string, found: Stats): void {
  if (!found.isDirectory()) throw folderError(`${folder} is not a folder. Move it away`);
  const uid = process.getuid?.();
  if (uid !== undefined && found.uid !== uid) {
    throw folderError(
      `The folder ${folder} belongs to another user (uid ${found.uid}, you are ${uid}). Take it over with chown`,
    );
  }
}

/** A link that somebody else has laid leads where they like, and may lead elsewhere in a moment. */
function refuseForeignLink(folder: string): void {
  const found = lstatSync(folder);
  const uid = process.getuid?.();
  if (!found.isSymbolicLink() || uid === undefined || found.uid === uid) return;
  throw folderError(`${folder} is a link that another user (uid ${found.uid}) has made. Remove it`);
}

function folderError(problem: string, cause?: unknown): JackdawError {
  return new JackdawError('storage_failed', `${problem}, or set JACKDAW_HOME to another folder.`, { cause });
}
