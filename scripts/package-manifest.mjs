import fs from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** @param {string} file from the checkout's folder */
const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

/**
 * The manifest of the one published package. All that is pure JavaScript is in its bundles; what is left are the
 * packages with compiled code: the store, and the embedder, which jackdaw does without where it cannot be installed.
 */
export function packageManifest() {
  const { version, description, license, engines } = read('package.json');
  const {
    level,
    zod,
    '@xenova/transformers': transformers,
  } = read('packages/daemon/package.json').dependencies;
  return {
    name: 'jackdaw',
    version,
    description,
    license,
    keywords: ['claude', 'anthropic', 'llm', 'chat', 'terminal', 'tui', 'semantic-cache', 'gateway'],
    type: 'module',
    engines,
    bin: { jackdaw: 'bin/jackdaw.mjs' },
    man: ['man/jackdaw.1'],
    exports: { types: './types/tui/library/index.d.ts', default: './packages/tui/dist/library.mjs' },
    // zod: the library's types are made of it, and callers hand over schemas of theirs.
    dependencies: { level, zod: `^${zod}` },
    optionalDependencies: { '@xenova/transformers': transformers },
  };
}
