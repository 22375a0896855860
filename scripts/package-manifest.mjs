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
  const { level, '@xenova/transformers': transformers } = read('packages/daemon/package.json').dependencies;
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
    dependencies: { level },
    optionalDependencies: { '@xenova/transformers': transformers },
  };
}
