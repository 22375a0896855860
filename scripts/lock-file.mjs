/**
 * What a package of pnpm's lock file is fetched from, as it is written there.
 * @typedef {{ id: string, resolution: string }} LockedPackage
 */

/**
 * The packages of a lock file (version 9) and what each is fetched from. The file is written by pnpm alone, always in
 * the same form: a key of two spaces, its fields below it with four.
 * @param {string} text
 * @returns {LockedPackage[]}
 */
export function lockedPackages(text) {
  const lines = text.split('\n');
  const start = lines.indexOf('packages:');
  if (start < 0 || !/^lockfileVersion: '9\.\d+'$/.test(lines[0] ?? '')) {
    throw new Error('pnpm-lock.yaml has another form than the audit knows (lockfileVersion 9).');
  }
  /** @type {LockedPackage[]} */
  const found = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\S/.test(line)) break;
    const id = /^ {2}'?([^\s'].*?)'?:$/.exec(line)?.[1];
    if (id !== undefined) found.push({ id, resolution: '' });
    const resolution = /^ {4}resolution: (.*)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (resolution !== undefined && last !== undefined) last.resolution = resolution;
  }
  return found;
}
