// Bundles the chat and the daemon, so that they start in a fraction of the time that single sources take.
// `scripts/bundles.mjs` runs this under a lock and only when a source was written.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { areBuilt, describeSources, listSources, programs, readStamp, stampFile } from './bundles.mjs';
import { note } from './notes.mjs';
import { root } from './root.mjs';

/** Chunks of earlier builds stay this long: a daemon that runs may still load one. */
const keepChunksMs = 24 * 60 * 60_000;

/** CommonJS packages inside an ES module need these three. */
const banner = `import { createRequire as $createRequire } from 'node:module';
import { fileURLToPath as $fileURLToPath } from 'node:url';
const require = $createRequire(import.meta.url);
const __filename = $fileURLToPath(import.meta.url);
const __dirname = $fileURLToPath(new URL('.', import.meta.url));`;

const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * Takes out of packages what only costs time at the start. Yoga, which lays out Ink's boxes, fetches its code from a
 * data URL, and the first `fetch` of a process loads all of undici (30 ms); without one Yoga decodes the code by
 * itself. zod brings its messages in fifty languages (370 kB); jackdaw speaks English.
 * @type {import('esbuild').Plugin}
 */
const lighterPackages = {
  name: 'lighter-packages',
  setup(builder) {
    builder.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path: file }) => ({
      contents: `const fetch = undefined;\n${await fs.promises.readFile(file, 'utf8')}`,
    }));
    builder.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js';`,
    }));
  },
};

/** Resolves to the files that were written. @param {{ source: string, output: string }} program */
async function bundle({ source, output }) {
  const folder = path.join(root, path.dirname(output));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { [path.basename(output, '.mjs')]: source },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    plugins: [lighterPackages],
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // Where a package has both forms, its ES modules: some CommonJS wrappers hide their imports from bundlers.
    mainFields: ['module', 'main'],
    target: 'node22',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: banner },
    define: {
      'process.env.NODE_ENV': '"production"',
      __JACKDAW_VERSION__: JSON.stringify(version),
      __DAEMON_ENTRY__: '"../../daemon/dist/daemon.mjs"',
      __EMBEDDER_WORKER__: '"./embedder-worker.mjs"',
    },
    // Ink asks for its developer tools only where DEV is set.
    alias: { 'react-devtools-core': path.join(root, 'stubs/react-devtools-core.mjs') },
    // Compiled code and its loaders stay in node_modules.
    external: ['level', 'classic-level', '@xenova/transformers', 'onnxruntime-node'],
  });
  fs.mkdirSync(folder, { recursive: true });
  // Chunks first, the entry last, each file whole: whoever starts meanwhile gets the old bundle or the new one.
  const isEntry = (/** @type {{ path: string }} */ file) => file.path === path.join(root, output);
  for (const file of [...outputFiles].sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
    const draft = `${file.path}.${process.pid}`;
    fs.writeFileSync(draft, file.contents);
    fs.renameSync(draft, file.path);
  }
  return outputFiles.map((file) => file.path);
}

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
  const results = await Promise.allSettled(programs.map(bundle));
  for (const [index, { output }] of programs.entries()) {
    if (results[index]?.status === 'fulfilled') continue;
    // esbuild has printed the errors with their places. The bundle of earlier sources must not pass for theirs.
    fs.rmSync(path.join(root, output), { force: true });
    process.exitCode = 1;
  }
  if (process.exitCode === 1) return;
  removeOldChunks(new Set(results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))));
  note(`bundled the chat and the daemon in ${Math.round(performance.now() - startedAt)} ms`);
}

// Taken before the build: a source that is written meanwhile makes the next start look again.
const sources = listSources();
const stamp = { hash: hashContent(sources), sources: describeSources(sources) };
if (!areBuilt() || readStamp().hash !== stamp.hash) await bundleAll();
if (process.exitCode !== 1) fs.writeFileSync(stampFile, `${stamp.hash}\n${stamp.sources}`);
