import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { SetupError } from './notes.mjs';
import { root } from './root.mjs';

/** What is bundled, from where to where. */
export const programs = [
  { source: 'packages/daemon/src/main.ts', output: 'packages/daemon/dist/daemon.mjs' },
  // The thread that holds the embedding model; the daemon looks for it beside itself.
  {
    source: 'packages/daemon/src/embedder/worker/embedder-worker.ts',
    output: 'packages/daemon/dist/embedder-worker.mjs',
  },
  { source: 'packages/tui/src/main.tsx', output: 'packages/tui/dist/jackdaw.mjs' },
  { source: 'packages/tui/src/library/index.ts', output: 'packages/tui/dist/library.mjs' },
];

/**
 * What the bundles that stand were made of: a line with the hash of the sources' content, then a line a source with
 * its size and time. Every start compares the latter, which takes a fraction of the time that hashing takes.
 */
export const stampFile = path.join(root, '.build', 'bundles.stamp');

/** Bundles the sources, unless the bundles are of these sources. Throws SetupError. @param {string} node */
export function ensureBundles(node) {
  if (areCurrent()) return;
  withLock(path.join(root, '.build', 'bundles.lock'), () => {
    if (areCurrent()) return;
    const result = spawnSync(node, [path.join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });
    if (result.status !== 0) throw new SetupError('the sources could not be bundled; the reason is above.');
  });
}

function areCurrent() {
  return areBuilt() && readStamp().sources === describeSources(listSources());
}

/** Whether every program has a bundle, of whatever sources. */
export function areBuilt() {
  return programs.every(({ output }) => fs.existsSync(path.join(root, output)));
}

/** @returns {{ hash: string, sources: string }} empty texts where there is no stamp */
export function readStamp() {
  if (!fs.existsSync(stampFile)) return { hash: '', sources: '' };
  const [hash = '', ...lines] = fs.readFileSync(stampFile, 'utf8').split('\n');
  return { hash, sources: lines.join('\n') };
}

/** A line for each file, which changes when the file is written. @param {readonly string[]} files */
export function describeSources(files) {
  return files
    .map((file) => {
      const { size, mtimeMs } = fs.statSync(path.join(root, file));
      return `${file} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

/** Everything that the bundles are made of, from the checkout's folder. */
export function listSources() {
  const packages = fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`);
  const files = ['package.json', 'pnpm-lock.yaml', 'scripts/bundle.mjs', 'scripts/bundles.mjs'];
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
