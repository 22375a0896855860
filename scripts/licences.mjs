/** Licences that ask for no more than their own text: https://spdx.org/licenses */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Others, each for the packages that it is let be for. These are development tools behind vitest, used as they are and
 * shipped by nobody; the licence is about changes to their own files.
 * @type {Readonly<Record<string, RegExp>>}
 */
const EXCEPTIONS = { 'MPL-2.0': /^lightningcss(-[\w-]+)?$/ };

/**
 * Whether a package may be used under an SPDX expression (`(MIT OR CC0-1.0)`): one side of each OR, both of each AND.
 * What is no expression is refused.
 * @param {unknown} expression
 * @param {string} name the package's
 * @returns {boolean}
 */
export function isAllowedLicence(expression, name) {
  if (typeof expression !== 'string') return false;
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;

  /** @returns {boolean} */
  const either = () => {
    let result = both();
    while (tokens[at] === 'OR') {
      at += 1;
      const right = both();
      result ||= right;
    }
    return result;
  };
  /** @returns {boolean} */
  const both = () => {
    let result = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const right = one();
      result &&= right;
    }
    return result;
  };
  /** @returns {boolean} */
  const one = () => {
    const token = tokens[at++] ?? '';
    if (token !== '(') return ALLOWED.has(token) || EXCEPTIONS[token]?.test(name) === true;
    const inner = either();
    return tokens[at++] === ')' && inner;
  };

  const allowed = either();
  return allowed && at === tokens.length;
}
