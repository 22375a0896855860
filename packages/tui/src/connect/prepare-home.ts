import { readFile } from 'node:fs/promises';
import { parseConfig, type Config, type HomePaths } from '@jackdaw/core/home';
import { JackdawError } from '@jackdaw/core/protocol';
import { makeFolder } from './make-folder.ts';
import { codeOf, reasonOf } from './reason-of.ts';

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
