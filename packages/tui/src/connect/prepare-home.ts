import { readFile } from 'node:fs/promises';
import { parseConfig, type Config, type HomePaths } from '@jackdaw/core/home';
import { JackdawError } from '@jackdaw/core/protocol';
import { makeFolder } from './make-folder.ts';

/** Makes the folders that a start needs. Throws `storage_failed` that names the folder and what to do. */
export async function makeHomeFolders(paths: HomePaths): Promise<void> {
  for (const folder of [paths.run, paths.logs]) {
    try {
      makeFolder(folder);
    } catch (error) {
      throw new JackdawError(
        'storage_failed',
        `jackdaw cannot keep its files in ${folder}: ${reasonOf(error)}. Set JACKDAW_HOME to a folder that you can write to.`,
        { cause: error },
      );
    }
  }
}

/** The settings of the config file; the defaults where there is none. Throws `invalid_config`. */
export async function readConfig(paths: HomePaths): Promise<Config> {
  return parseConfig(await readConfigText(paths), paths.configFile);
}

/** The config file as it is; empty where there is none. Throws `invalid_config` where it cannot be read. */
export async function readConfigText(paths: HomePaths): Promise<string> {
  try {
    return await readFile(paths.configFile, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw new JackdawError('invalid_config', `${paths.configFile} cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** Whether a file is not there, be it for its own name or for a folder's on the way. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The system's reason in words: `permission denied`. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const known = code === undefined ? undefined : REASONS[code];
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file of that name',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTFOUND: 'its name is not known; is this machine online?',
  EAI_AGAIN: 'its name could not be looked up; is this machine online?',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it closed the connection',
};
