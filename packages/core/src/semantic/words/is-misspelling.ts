import { CONFUSABLE_WORDS } from './confusable-words.ts';
import { hasSynonyms } from './synonyms.ts';
import { stem } from './stem.ts';
import { isKnownWord } from './known-words.ts';

const SHORTEST = 4;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Letters that stand for one sound in English spelling. */
const SOUND_ALIKE = ['sz', 'cs', 'ck', 'vw', 'gj', 'iy', 'bp', 'mn'];

/**
 * Whether one of two lower-case words looks like the other with one slip of hand or ear: two letters swapped, a letter
 * doubled or dropped, a vowel or a neighbouring key taken for another. Exactly one of them must be a known word:
 * of two known words each is meant, and of two unknown ones ("elbrus", "elbert") nobody can tell.
 */
export function isMisspelling(a: string, b: string): boolean {
  if (a.length < SHORTEST || b.length < SHORTEST || Math.abs(a.length - b.length) > 1 || a === b)
    return false;
  if (!/^[a-z]+$/.test(a) || !/^[a-z]+$/.test(b)) return false;
  const knownA = isKnown(a);
  const knownB = isKnown(b);
  if (knownA === knownB) return false;
  const known = knownA ? a : b;
  if (CONFUSABLE_WORDS.has(a) && CONFUSABLE_WORDS.has(b)) return false;
  return isOneSlip(known, knownA ? b : a);
}

function isKnown(word: string): boolean {
  const stemmed = stem(word);
  return isKnownWord(stemmed) || hasSynonyms(stemmed) || CONFUSABLE_WORDS.has(word);
}

/** From the word that is meant to the one that was typed; the first letter is nearly always right. */
function isOneSlip(meant: string, typed: string): boolean {
  let start = 0;
  while (start < meant.length && meant[start] === typed[start]) start += 1;
  if (start === 0) return false;
  let end = 0;
  while (end < Math.min(meant.length, typed.length) - start && meant.at(-1 - end) === typed.at(-1 - end))
    end += 1;
  const was = meant.slice(start, meant.length - end);
  const is = typed.slice(start, typed.length - end);
  if (was.length === 2 && is.length === 2) return was[0] === is[1] && was[1] === is[0];
  if (was.length === 1 && is.length === 1) {
    // Last letters and the vowel of a last syllable make other words: payer and payee, nitrate and nitrite.
    const ending = end === 0 || (end === 2 && meant.endsWith('e'));
    return meant.length >= 5 && !ending && isNearLetter(was, is);
  }
  // A final s is a plural or a verb, never a slip.
  if (was.length === 0) return is.length === 1 && end > 0 && (meant.length >= 5 || is === meant[start - 1]);
  return was.length === 1 && is.length === 0 && end > 0 && meant.length >= 5;
}

function isNearLetter(a: string, b: string): boolean {
  if (/[aeiou]/.test(a) && /[aeiou]/.test(b)) return true;
  if (SOUND_ALIKE.some((pair) => pair.includes(a) && pair.includes(b))) return true;
  return ROWS.some(
    (row) => row.includes(a) && row.includes(b) && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1,
  );
}
