import { CONFUSABLE_WORDS } from './confusable-words.ts';
import { hasSynonyms } from './synonyms.ts';
import { stem } from './stem.ts';
import { difference } from './is-one-edit.ts';
import { PROPER_NAMES, TOOL_NAMES } from './known-names.ts';
import { isKnownWord } from './known-words.ts';

const SHORTEST = 4;
const LONG = 6;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Letters that stand for one sound in English spelling. */
const SOUND_ALIKE = ['sz', 'cs', 'ck', 'vw', 'gj', 'iy', 'bp', 'mn'];

/**
 * Whether one of two lower-case words looks like the other with one slip of hand or ear: two letters swapped, a letter
 * doubled or dropped, a vowel or a neighbouring key taken for another. Not where both are known words: then each is
 * meant. Of two unknown words ("elbrus", "elbert") only a lost vowel or a letter too many in a long one tells.
 */
export function isMisspelling(a: string, b: string): boolean {
  if (a.length < SHORTEST || b.length < SHORTEST || Math.abs(a.length - b.length) > 1 || a === b)
    return false;
  if (!/^[a-z]+$/.test(a) || !/^[a-z]+$/.test(b)) return false;
  const knownA = isKnown(a);
  const knownB = isKnown(b);
  if (knownA && knownB) return false;
  if (!knownA && !knownB) return Math.min(a.length, b.length) >= LONG && (isSlurred(a, b) || isSlurred(b, a));
  const known = knownA ? a : b;
  if (CONFUSABLE_WORDS.has(a) && CONFUSABLE_WORDS.has(b)) return false;
  return isOneSlip(known, knownA ? b : a);
}

function isKnown(word: string): boolean {
  const stemmed = stem(word);
  return (
    isKnownWord(stemmed) ||
    TOOL_NAMES.has(word) ||
    PROPER_NAMES.has(word) ||
    hasSynonyms(stemmed) ||
    CONFUSABLE_WORDS.has(word)
  );
}

/** Whether `short` is `long` without one vowel in the middle, or without one of two equal letters. */
function isSlurred(long: string, short: string): boolean {
  if (long.length !== short.length + 1) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  if (at < 2 || at > short.length - 2 || long.slice(at + 1) !== short.slice(at)) return false;
  return /[aeiou]/.test(long[at] ?? '') || long[at] === long[at - 1];
}

/** From the word that is meant to the one that was typed; the first letter is nearly always right. */
function isOneSlip(meant: string, typed: string): boolean {
  const { was, is, start, end } = difference(meant, typed);
  if (start === 0) return false;
  if (was.length === 2 && is.length === 2) return was[0] === is[1] && was[1] === is[0];
  if (was.length === 1 && is.length === 1) return isSlipOfOneLetter(meant, was, is, end);
  // A letter too many at the end is another form of the word, unless it only repeats; "s" and "e" make other words.
  if (was.length === 0 && is.length === 1) {
    const repeated = is === meant[start - 1];
    return end > 0 ? meant.length >= 5 || repeated : repeated && !/[se]/.test(is);
  }
  return was.length === 1 && is.length === 0 && end > 0 && meant.length >= 5;
}

/** Last letters and the vowel of a last syllable make other words, payer and payee, nitrate and nitrite, or real slips. */
function isSlipOfOneLetter(meant: string, was: string, is: string, end: number): boolean {
  if (!isNearLetter(was, is)) return false;
  if (end === 0) return meant.length >= 5 && /[bcfghjkpqvwxz]/.test(is);
  if (end === 2 && meant.endsWith('e') && /[aeiou]/.test(was) && /[aeiou]/.test(is)) return false;
  return meant.length >= 5 || !/[aeiou]/.test(was + is);
}

function isNearLetter(a: string, b: string): boolean {
  if (/[aeiou]/.test(a) && /[aeiou]/.test(b)) return true;
  if (SOUND_ALIKE.some((pair) => pair.includes(a) && pair.includes(b))) return true;
  return ROWS.some(
    (row) => row.includes(a) && row.includes(b) && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1,
  );
}
