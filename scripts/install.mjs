import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { note, SetupError } from './notes.mjs';
import { root } from './root.mjs';

export const pnpm = 'pnpm@12.21.0';
const stampFile = path.join(root, 'node_modules', '.jackdaw-stamp');

/** Installs the locked packages with pnpm, unless they stand as locked. Throws SetupError. @param {string} node */
export function ensurePackages(node) {
  if (isInstalled()) return;
  withLock(path.join(root, '.build', 'install.lock'), () => {
    if (!isInstalled()) install(node);
  });
}

function isInstalled() {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wantedStamp();
}

/** Packages are right for one lock file, one place and one kind of machine (some carry compiled code). */
function wantedStamp() {
  const locked = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((file) =>
    fs.readFileSync(path.join(root, file), 'utf8'),
  );
  return [`${process.platform}-${process.arch} ${root}`, ...locked].join('\n');
}

/** @param {string} node */
function install(node) {
  note('installing packages (once, about 15 seconds)');
  const stamp = wantedStamp();
  const result = spawnSync('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    // CI keeps pnpm from asking questions. Nothing else may see it: the terminal interface is dumb under CI.
    env: { ...process.env, CI: 'true', PATH: [path.dirname(node), process.env.PATH].join(path.delimiter) },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    const output = result.error?.message ?? `${result.stdout}${result.stderr}`.trim();
    throw new SetupError(
      `the packages could not be installed:\n${output}\nIf the network is down, try again with it.`,
    );
  }
  fs.writeFileSync(stampFile, stamp);
}
