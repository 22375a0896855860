import { CONFUSABLE_WORDS } from './confusable-words.ts';
import { difference } from './is-one-edit.ts';
import { TOOL_NAMES } from './known-names.ts';
import { isMisspelling } from './is-misspelling.ts';
import { stem } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';
import { isTechnicalWord } from './technical-words.ts';
import { isWord } from './is-word.ts';
import { rarityOf } from './word-rarity.ts';

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Letters that stand for one sound in English spelling. */
const SOUND_ALIKE = ['sz', 'cs', 'ck', 'vw', 'gj', 'iy', 'bp', 'mn'];
/** Endings by which substances differ: one vowel makes another substance. */
const SUBSTANCE = /(?:[aeiouy](?:ne|te|de|le|se)|[aeiou](?:n|l)s?)$/;
const VOWEL = /^[aeiou]$/;
/** From so many letters on a word may be spoilt twice. */
const LONG = 6;
const ROMAN = /^[ivx]+$/;
type Edit = ReturnType<typeof difference>;

/**
 * Whether `typed`, which is no word, is `meant`, which is one, with one slip of hand or ear: two letters swapped, one
 * dropped, doubled or added by a key nearby, a neighbouring key, or a vowel taken for another. Where `typed` is a word
 * itself it is meant as it stands. Lower case. Stricter for short words, names of substances, and the first letter; less
 * for short common words where the caller is `sure` that they stand in the same place.
 */
export function isSlip(meant: string, typed: string, sure: boolean): boolean {
  if (Math.abs(meant.length - typed.length) > 2 || meant === typed || meant.length < 2) return false;
  const edit = difference(meant, typed);
  const one = edit.was.length + edit.is.length <= 2 || (edit.was.length === 2 && edit.is.length === 2);
  if (!one && !(sure && meant.length >= LONG && edit.start > 0)) return false;
  if (ROMAN.test(typed) || CONFUSABLE_WORDS.has(typed) || !isWord(meant) || isWord(typed)) return false;
  const easy = sure && isCommon(meant);
  if (one && looksLikeOneSlip(meant, edit, easy)) return true;
  return easy && meant.length >= LONG && edit.start > 0 && isTwoSlips(meant, typed, edit);
}

/** Whether two words, known or not, are one slip apart. For where something else tells that one of them is meant. */
export function isOneSlipApart(meant: string, typed: string): boolean {
  if (meant.length < 4 || typed.length < 3) return false;
  return looksLikeOneSlip(meant, difference(meant, typed), true);
}

/** Whether one of two words that nobody knows is the other with letters swapped, or one of them doubled or left out. */
export function isSlipOfUnknown(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || ROMAN.test(one) || ROMAN.test(other)) return false;
  if (isWord(one) || isWord(other)) return false;
  return isSwapOrDoubling(one, other) || isMisspelling(one, other);
}

/** Whether two words differ by two letters swapped, or by one that stands there twice. */
export function isSwapOrDoubling(one: string, other: string): boolean {
  const { was, is, start } = difference(one, other);
  if (was.length === 2 && is.length === 2) return one.length > 4 && was[0] === is[1] && was[1] === is[0];
  return was.length + is.length === 1 && one.length > 2 && was + is === one.charAt(start - 1);
}

const isCommon = (word: string): boolean =>
  !isTechnicalWord(word) && !TOOL_NAMES.has(word) && rarityOf(stem(word)) < 1;

/** `sure`: a word so common, in a place so likely, that a short one may be spoilt as well as a long one. */
function looksLikeOneSlip(meant: string, { was, is, start, end }: Edit, sure: boolean): boolean {
  if (was.length > 2 || is.length > 2 || was.length + is.length === 3) return false;
  const easy = meant.length > 2 && (STOP_WORDS.has(meant) || sure);
  if (was.length === 2 || is.length === 2) return was[0] === is[1] && was[1] === is[0];
  if (was === '') return isAdded(meant, is, start, end, easy);
  if (start === 0) return false;
  if (is === '') return meant.length >= 5 || (meant.length === 4 && end > 0) || easy;
  return isTakenFor(meant, was, is, end, easy);
}

/** Two slips in a long common word, one of which is a swap, a doubling, a lost letter or a key too many. */
function isTwoSlips(meant: string, typed: string, { start }: Edit): boolean {
  const swapped = (at: number): string =>
    typed.slice(0, at) + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2);
  const inserted = (at: number): string => typed.slice(0, at) + meant.charAt(at) + typed.slice(at);
  const dropped = (at: number): string => typed.slice(0, at) + typed.slice(at + 1);
  const changed = (at: number): string => typed.slice(0, at) + meant.charAt(at) + typed.slice(at + 1);
  return [swapped, inserted, dropped, changed].some((mended) => {
    const closer = mended(start);
    if (closer === typed) return false;
    return closer === meant || looksLikeOneSlip(meant, difference(meant, closer), true);
  });
}

/** A letter too many: the one beside it again, or a key near it; another letter only inside of a long word. */
function isAdded(meant: string, is: string, start: number, end: number, easy: boolean): boolean {
  const before = meant.charAt(start - 1);
  if (is === before) return true;
  if (start === 0 || (meant.length < 4 && !easy)) return false;
  if (end === 0 && /[sdeyr]/.test(is)) return easy && is !== 's' && isNearKey(before, is);
  if (isNearKey(before, is) || isNearKey(meant.charAt(start), is))
    return end > 0 || meant.length >= 5 || easy;
  return end > 0 && meant.length >= 5;
}

function isTakenFor(meant: string, was: string, is: string, end: number, easy: boolean): boolean {
  const vowels = VOWEL.test(was) && VOWEL.test(is);
  if (vowels && end > 0 && end <= 2 && SUBSTANCE.test(meant) && !easy) return false;
  const near = isNearKey(was, is) || SOUND_ALIKE.some((pair) => pair.includes(was) && pair.includes(is));
  if (easy) return near || vowels;
  if (meant.length < 4) return false;
  if (end === 0)
    return near && !vowels && (meant.length >= 6 || (meant.length === 5 && !/[sdeyrnt]/.test(is)));
  return near || (vowels && meant.length >= 5);
}

/** Beside each other on the keyboard, in a row or across two. */
function isNearKey(one: string, other: string): boolean {
  const [rowOne, rowOther] = [
    ROWS.findIndex((row) => row.includes(one)),
    ROWS.findIndex((row) => row.includes(other)),
  ];
  if (one === '' || rowOne < 0 || rowOther < 0) return false;
  const across = (ROWS[rowOther]?.indexOf(other) ?? 0) - (ROWS[rowOne]?.indexOf(one) ?? 0);
  if (rowOne === rowOther) return Math.abs(across) === 1;
  // Each row stands half a key to the right of the one above.
  if (rowOther === rowOne + 1) return across === 0 || across === -1;
  return rowOther === rowOne - 1 && (across === 0 || across === 1);
}
