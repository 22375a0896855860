import { JackdawError } from '@jackdaw/core';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the disk quota is used up. Free some space',
  EFBIG: 'a file has reached the size that the system allows. Raise the limit (ulimit -f) or free some space',
  EROFS: 'the file system is read-only. Remount it writable, or set JACKDAW_HOME to another folder',
  EACCES: 'permission was denied. Check who owns the folder',
  EPERM: 'permission was denied. Check who owns the folder',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n)',
  ENFILE: 'too many files are open on this machine. Close some programs',
  ENOTDIR: 'a part of its path is a file, not a folder. Set JACKDAW_HOME to another folder',
  EEXIST: 'a file is where the folder should be. Move it, or set JACKDAW_HOME to another folder',
  EIO: 'the disk reports an error. Check the disk',
};

/** LevelDB gives the system's words instead of its codes. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/no space left/i, 'ENOSPC'],
  [/quota exceeded/i, 'EDQUOT'],
  [/file too large/i, 'EFBIG'],
  [/read-only file system/i, 'EROFS'],
  [/permission denied/i, 'EACCES'],
  [/operation not permitted/i, 'EPERM'],
  [/too many open files/i, 'EMFILE'],
  [/not a directory/i, 'ENOTDIR'],
  [/file exists/i, 'EEXIST'],
];

/** `storage_failed` in a user's words. `attempt` completes "jackdaw could not …", e.g. `write to its store`. */
export function storageError(attempt: string, folder: string, cause: unknown): JackdawError {
  if (cause instanceof JackdawError) return cause;
  const reason = REASONS[systemCode(cause)] ?? `${innermostMessage(cause)}. Look at the folder and the disk`;
  return new JackdawError('storage_failed', `jackdaw could not ${attempt} in ${folder}: ${reason}.`, {
    cause,
  });
}

/**
 * Whether LevelDB found its files damaged. What a table says lies beyond its end, it reads with `Invalid argument`, as
 * if the medium had failed.
 */
export function isDamage(thrown: unknown): boolean {
  const code = errorCode(thrown);
  return (
    code === 'LEVEL_CORRUPTION' ||
    (code.startsWith('LEVEL_') && /invalid argument/i.test(innermostMessage(thrown)))
  );
}

/** The code of the innermost cause that has one, `''` where none has. */
export function errorCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  const inner = errorCode(thrown.cause);
  if (inner !== '') return inner;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

function systemCode(thrown: unknown): string {
  const code = errorCode(thrown);
  if (code in REASONS) return code;
  const message = innermostMessage(thrown);
  return WORDS.find(([pattern]) => pattern.test(message))?.[1] ?? code;
}

function innermostMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? innermostMessage(thrown.cause) : thrown.message;
}
