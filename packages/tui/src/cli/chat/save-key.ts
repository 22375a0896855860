import type { HomePaths } from '@jackdaw/core/home';
import { writePrivateFile } from '../write-private-file.ts';

/** Keeps a key for the daemon to find. Nobody else may read the file, at no moment. */
export function saveKey(paths: HomePaths, apiKey: string): Promise<void> {
  return writePrivateFile(paths.credentialsFile, `${JSON.stringify({ apiKey })}\n`);
}
