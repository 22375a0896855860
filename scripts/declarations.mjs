import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './notes.mjs';
import { root } from './root.mjs';

/** Where the compiler leaves declarations, by package, and what other packages call its entries. */
const types = path.join(root, '.build', 'types');

/** `from '…'`, `import('…')` and `import '…'`. */
const SPECIFIER = /(from |import\(|import )(['"])([^'"]+)\2/g;

/**
 * Copies the type declarations that an entry of the terminal package needs, and no more, with paths that hold in a
 * package. Throws SetupError where the sources have errors.
 * @param {string} entry from the package's sources, e.g. `library/index`
 * @param {string} target the folder
 * @returns {string} the entry's declarations, from the folder
 */
export function copyDeclarations(entry, target) {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(process.execPath, [tsc, '-b', 'packages/tui'], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) throw new SetupError(`the sources have type errors:\n${result.stdout}`);
  const first = path.join(types, 'tui', `${entry}.d.ts`);
  const seen = new Set([first]);
  for (const file of seen) {
    const text = fs.readFileSync(file, 'utf8').replace(SPECIFIER, (whole, before, quote, specifier) => {
      const found = declarationsOf(specifier, file);
      if (found === null) return whole;
      seen.add(found);
      const relative = path.relative(path.dirname(file), found).replace(/\.d\.ts$/, '.js');
      return `${before}${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`;
    });
    const copy = path.join(target, path.relative(types, file));
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, text);
  }
  return path.relative(types, first);
}

/** The file of a specifier; null for a package of others. @param {string} specifier @param {string} from */
function declarationsOf(specifier, from) {
  const [, own, entry = ''] = /^@jackdaw\/(\w+)(?:\/(\w+))?$/.exec(specifier) ?? [];
  if (own !== undefined) return path.join(types, own, entry, 'index.d.ts');
  if (!specifier.startsWith('.')) return null;
  return path.resolve(path.dirname(from), specifier.replace(/\.[jt]sx?$/, '.d.ts'));
}
