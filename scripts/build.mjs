// Bundles the chat and the daemon, so that they start in a fraction of the time that single sources take.
// `scripts/bundles.mjs` runs this under a lock and only when a source was written.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { areBuilt, describeSources, listSources, programs, readStamp, stampFile } from './bundles.mjs';
import { note } from './notes.mjs';
import { root } from './root.mjs';

/** Chunks of earlier builds stay this long: a daemon that runs may still load one. */
const keepChunksMs = 24 * 60 * 60_000;

/** Programs may share a folder, so this waits for all of them. @param {ReadonlySet<string>} current */
function removeOldChunks(current) {
  for (const folder of new Set([...current].map((file) => path.dirname(file)))) {
    for (const name of fs.readdirSync(folder)) {
      const file = path.join(folder, name);
      if (!current.has(file) && Date.now() - fs.statSync(file).mtimeMs > keepChunksMs) fs.rmSync(file);
    }
  }
}

/** @param {readonly string[]} files */
function hashContent(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function bundleAll() {
  const startedAt = performance.now();
  const results = await Promise.allSettled(programs.map((program) => bundle(program)));
  for (const [index, { output }] of programs.entries()) {
    if (results[index]?.status === 'fulfilled') continue;
    // esbuild has printed the errors with their places. The bundle of earlier sources must not pass for theirs.
    fs.rmSync(path.join(root, output), { force: true });
    process.exitCode = 1;
  }
  if (process.exitCode === 1) return;
  removeOldChunks(
    new Set(results.flatMap((result) => (result.status === 'fulfilled' ? result.value.files : []))),
  );
  note(`bundled the chat and the daemon in ${Math.round(performance.now() - startedAt)} ms`);
}

// Taken before the build: a source that is written meanwhile makes the next start look again.
const sources = listSources();
const stamp = { hash: hashContent(sources), sources: describeSources(sources) };
if (!areBuilt() || readStamp().hash !== stamp.hash) await bundleAll();
if (process.exitCode !== 1) fs.writeFileSync(stampFile, `${stamp.hash}\n${stamp.sources}`);
