import { align } from '../question/align.ts';
import { ANTONYM_PAIRS } from '../words/antonym-pairs.ts';
import { keyOf } from '../words/synonyms.ts';
import type { Guard } from './guard.ts';

const OPPOSITES = new Map<string, Set<string>>();
for (const pair of ANTONYM_PAIRS) {
  const [one = '', other = ''] = pair.split(' ').map(keyOf);
  OPPOSITES.set(one, (OPPOSITES.get(one) ?? new Set()).add(other));
  OPPOSITES.set(other, (OPPOSITES.get(other) ?? new Set()).add(one));
}
const PREFIXES = [
  'un',
  'dis',
  'de',
  'in',
  'im',
  'il',
  'ir',
  'non',
  'mis',
  'anti',
  're',
  'pre',
  'post',
  'over',
  'under',
  'out',
];

/** Opposites and converses: "enable" against "disable", "benefits" against "drawbacks", "archive" against "unarchive". */
export const antonymGuard: Guard = (a, b) => {
  const { onlyA, onlyB } = align(a, b);
  for (const one of onlyA) {
    for (const other of onlyB) {
      const opposite = OPPOSITES.get(one.key)?.has(other.key) === true;
      if (opposite || isPrefixed(one.key, other.key) || isPrefixed(other.key, one.key)) {
        return `opposites: ${one.raw} ≠ ${other.raw}`;
      }
    }
  }
  return null;
};

function isPrefixed(whole: string, part: string): boolean {
  return part.length >= 3 && PREFIXES.some((prefix) => whole === prefix + part);
}
