import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { SetupError } from './notes.mjs';
import { root } from './root.mjs';

/** What is bundled, from where to where. */
export const programs = [
  { source: 'packages/daemon/src/main.ts', output: 'packages/daemon/dist/daemon.mjs' },
  { source: 'packages/tui/src/main.tsx', output: 'packages/tui/dist/jackdaw.mjs' },
];

const stampFile = path.join(root, '.build', 'bundles.stamp');

/** Bundles the sources, unless the bundles are of these sources. Throws SetupError. @param {string} node */
export function ensureBundles(node) {
  if (areCurrent()) return;
  withLock(path.join(root, '.build', 'bundles.lock'), () => {
    if (areCurrent()) return;
    // Taken before the build: a source that changes meanwhile makes the next start build again.
    const stamp = fingerprint();
    const result = spawnSync(node, [path.join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });
    if (result.status !== 0) throw new SetupError('the sources could not be bundled; the reason is above.');
    fs.writeFileSync(stampFile, stamp);
  });
}

function areCurrent() {
  const built = [stampFile, ...programs.map(({ output }) => path.join(root, output))];
  return built.every((file) => fs.existsSync(file)) && fs.readFileSync(stampFile, 'utf8') === fingerprint();
}

/** The hash of everything that the bundles are made of. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs()) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function inputs() {
  const packages = fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`);
  const files = ['package.json', 'pnpm-lock.yaml', 'scripts/build.mjs', 'scripts/bundles.mjs'];
  for (const folder of packages) files.push(`${folder}/package.json`, ...filesBelow(`${folder}/src`));
  return [...files, ...filesBelow('stubs')].sort();
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : `${folder}/${entry.name}`,
    );
}
