import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { HomePaths } from '@jackdaw/core/home';
import { ok, warn, type Check } from './check.ts';

const OTHERS = 0o077;

/** The key, and what lets somebody speak to the daemon, are the person's alone. */
export async function checkPrivateFiles(paths: HomePaths): Promise<Check> {
  if (process.platform === 'win32') return ok('private files', 'as the folders are');
  const inRun = await readdir(paths.run).catch(() => []);
  const files = [paths.credentialsFile, ...inRun.map((name) => path.join(paths.run, name))];
  const open: string[] = [];
  for (const file of files) {
    const mode = await stat(file).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & OTHERS) !== 0) open.push(file);
  }
  return open.length === 0
    ? ok('private files', 'key, token and socket are yours alone')
    : warn('private files', `${open.join(', ')}: open to other users`, `Run: chmod go-rwx ${open.join(' ')}`);
}
