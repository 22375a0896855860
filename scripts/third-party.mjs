import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './notes.mjs';
import { root } from './root.mjs';

/** Names of files that hold a licence. */
const LICENCE_FILE = /^(licen[cs]e|copying)([.-].*)?$/i;

/**
 * The packages that these sources belong to, each once.
 * @param {readonly string[]} inputs paths of bundled sources from the checkout's folder
 * @returns {string[]} their folders from there, in order
 */
export function bundledPackages(inputs) {
  const folders = inputs.flatMap((input) => {
    // The innermost: pnpm keeps each package at `.pnpm/NAME@VERSION/node_modules/NAME`.
    const [found] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? [];
    return found === undefined ? [] : [found];
  });
  return [...new Set(folders)].sort();
}

/**
 * Names, versions and licences of bundled packages, with the licences' own texts, which ask to go along. Throws
 * SetupError for a package that names no licence.
 * @param {readonly string[]} folders from the checkout's folder
 */
export function thirdPartyNotices(folders) {
  const sections = folders.map(section).sort();
  const intro = 'jackdaw’s bundles contain code of the packages below, each under its own licence.';
  return `# Third-party notices\n\n${intro}\n\n${[...new Set(sections)].join('\n')}`;
}

/** @param {string} folder */
function section(folder) {
  const at = path.join(root, folder);
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(at, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new SetupError(`${name} ${version} names no licence.`);
  const texts = fs
    .readdirSync(at)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => fs.readFileSync(path.join(at, file), 'utf8').trim());
  const body = texts.length === 0 ? '' : `\n\`\`\`text\n${texts.join('\n\n')}\n\`\`\`\n`;
  return `## ${name} ${version}\n\n${license}\n${body}`;
}
