import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './root.mjs';

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

/**
 * Asks for parts of Node as late as can be. An ES import of `node:http` reads every export, and the one called WebSocket
 * loads all of undici when it is read: it doubled what Node itself takes to start (110 to 210 ms of processor time, Node
 * 24). ws asks for TLS (20 ms), which a client on this machine never speaks.
 * @type {import('esbuild').Plugin}
 */
const lateBuiltins = {
  name: 'late-builtins',
  setup(builder) {
    builder.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'http', namespace: 'without-import' } : null,
    );
    builder.onLoad({ filter: /.*/, namespace: 'without-import' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${name}');`,
    }));
    builder.onResolve({ filter: /^(https|tls)$/ }, ({ path: name, importer }) =>
      /[\\/]ws[\\/]lib[\\/]/.test(importer) ? { path: name, namespace: 'when-used' } : null,
    );
    builder.onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path: name }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, key) => process.getBuiltinModule('node:${name}')[key] });`,
    }));
  },
};

/**
 * Bundles one program into a folder; chunks that programs share are written once. Rejects where a source does not
 * compile: esbuild has then printed the errors with their places.
 * @param {{ source: string, output: string }} program paths from the checkout's folder
 * @param {{ base?: string, minify?: boolean }} [options] `base`: the folder that `output` is below, the checkout
 * @returns {Promise<{ files: string[], inputs: string[] }>} what was written, and the sources that are in it
 */
export async function bundle({ source, output }, { base = root, minify = false } = {}) {
  const entry = path.join(base, output);
  const folder = path.dirname(entry);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [path.basename(output, '.mjs')]: source },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    plugins: [lighterPackages, lateBuiltins],
    splitting: true,
    write: false,
    metafile: true,
    minify,
    // Stack traces and log lines keep their names.
    keepNames: minify,
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
  const isEntry = (/** @type {{ path: string }} */ file) => file.path === entry;
  for (const file of [...outputFiles].sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
    const draft = `${file.path}.${process.pid}`;
    fs.writeFileSync(draft, file.contents);
    fs.renameSync(draft, file.path);
  }
  return { files: outputFiles.map((file) => file.path), inputs: Object.keys(metafile.inputs) };
}
