import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Files that are offered at most; more are not looked through while somebody types. */
const MOST_FILES = 20_000;
const SKIPPED = /^(node_modules|bower_components|__pycache__|target|dist|build|\..+)$/;

/**
 * Files below a folder, relative to it. In a Git working tree: those that Git knows or would add, so that what is
 * ignored stays out; elsewhere all but hidden ones and folders of packages and builds. Never throws.
 */
export async function listFiles(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  return (await listByGit(folder, signal)) ?? listByWalking(folder, signal);
}

/** Without the monitor that a repository may name: it is a program, and this folder need not be trusted. */
function listByGit(folder: string, signal: AbortSignal): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    execFile(
      'git',
      ['-c', 'core.fsmonitor=false', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
      { cwd: folder, signal, maxBuffer: 8_000_000, timeout: 5_000 },
      (error, stdout) =>
        resolve(
          error === null
            ? [...new Set(stdout.split('\0'))].filter((name) => name !== '').slice(0, MOST_FILES)
            : null,
        ),
    );
  });
}

async function listByWalking(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  // Breadth first: what is near matters more than what is deep.
  const waiting = [''];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (signal.aborted || found.length >= MOST_FILES) break;
    const entries = await readdir(path.join(folder, next), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (SKIPPED.test(entry.name)) continue;
      const name = next === '' ? entry.name : `${next}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(name);
      else if (entry.isFile()) found.push(name);
    }
  }
  return found.slice(0, MOST_FILES);
}
