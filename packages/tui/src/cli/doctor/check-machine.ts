import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { HomePaths } from '@jackdaw/core/home';
import { isMissing } from '../../connect/prepare-home.ts';
import { reasonOf } from '../../connect/reason-of.ts';
import { formatBytes } from '../../output/format-bytes.ts';
import { isRecentNode, OLDEST_NODE } from '../oldest-node.ts';
import { fail, ok, warn, type Check } from './check.ts';

const LITTLE_SPACE = 1024 ** 3;
const NO_SPACE = 50 * 1024 ** 2;
const OTHERS = 0o077;

export function checkNode(version: string): Check {
  if (isRecentNode(version)) return ok('node', version);
  return fail('node', `${version} is too old`, `Install Node ${OLDEST_NODE} or newer.`);
}

/** Each folder can be written to, and is the person's alone where that matters. */
export async function checkFolder(name: string, folder: string, isPrivate: boolean): Promise<Check> {
  const advice = 'Mend it, or set JACKDAW_HOME to another folder.';
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) return fail(name, `${folder} is not a folder`, advice);
    await access(folder, constants.W_OK | constants.X_OK);
    if (isPrivate && process.platform !== 'win32' && (found.mode & OTHERS) !== 0) {
      return warn(name, `${folder} is open to other users`, `Run: chmod 700 ${folder}`);
    }
    return ok(name, folder);
  } catch (error) {
    if (!isMissing(error)) return fail(name, `${folder}: ${reasonOf(error)}`, advice);
    const parent = await nearestFolder(folder);
    const usable =
      parent !== null &&
      (await access(parent, constants.W_OK | constants.X_OK).then(
        () => true,
        () => false,
      ));
    return usable ? ok(name, `${folder} (made when needed)`) : fail(name, `${folder} cannot be made`, advice);
  }
}

export async function checkDisk(paths: HomePaths): Promise<Check> {
  const folder = await nearestFolder(paths.data);
  if (folder === null) return warn('disk', 'unknown', 'See the folders above.');
  try {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const kept = await sizeOf(paths.data);
    const detail = `${formatBytes(free)} free${kept === 0 ? '' : `, ${formatBytes(kept)} kept by jackdaw`}`;
    if (free < NO_SPACE)
      return fail('disk', detail, 'Make room: conversations cannot be kept on a full disk.');
    return free < LITTLE_SPACE
      ? warn('disk', detail, 'Make room, or lower cache.maxSize.')
      : ok('disk', detail);
  } catch (error) {
    return warn('disk', reasonOf(error), 'Look at the free space yourself.');
  }
}

/** The folder itself, or the nearest one above it that is there; null where a file is in the way. */
async function nearestFolder(folder: string): Promise<string | null> {
  let current = folder;
  while (true) {
    const found = await stat(current).catch(() => null);
    if (found !== null) return found.isDirectory() ? current : null;
    const parent = path.dirname(current);
    if (parent === current) return null;
    current = parent;
  }
}

/** Bytes of the files below a folder; what goes away meanwhile is not counted. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
