import { COMMON_SLIPS } from '../words/common-slips.ts';
import { isFixedExpression } from '../words/fixed-expressions.ts';
import { isOneSlipApart, isSlip, isSlipOfUnknown, isSwapOrDoubling } from '../words/is-slip.ts';
import { isListed, isWord } from '../words/is-word.ts';
import { analyse } from './analyse.ts';
import { isCalendarWord } from './calendar.ts';
import type { Question } from './question.ts';
import { mayBeDropped, openingLength, closingLength } from './small-talk.ts';
import { nextTo, wordsIn, type TypedWord, type TypedWords } from './typed-words.ts';

const LONG_NAME = 6;

/**
 * Reads each of two questions in the light of the other: what one has typed with a slip ("pasword", "pass word",
 * "mypassword", "whats", "the the", "um", a stray comma) and the other without is taken as the other has it, then read
 * again. Only what is no word by itself is mended, so "debt" stays apart from "debit". Returns the same objects where
 * there is nothing to mend. Pure.
 */
export function mend(a: Question, b: Question): readonly [Question, Question] {
  const [one, other] = [wordsIn(a), wordsIn(b)];
  const [textA, textB] = [mendedText(a.text, one, other), mendedText(b.text, other, one)];
  return [textA === null ? a : analyse(textA), textB === null ? b : analyse(textB)];
}

/** The text with its slips put right, null where there are none. */
function mendedText(text: string, own: TypedWords, other: TypedWords): string | null {
  const edits: Edit[] = [];
  const opening = openingLength(own, other);
  const closing = own.list.length - closingLength(own, other);
  for (let at = 0; at < own.list.length; at += 1) {
    const word = own.list[at];
    if (word === undefined) break;
    if (at < opening || at >= closing) {
      edits.push(without(word));
      continue;
    }
    const found = replacementFor(own, other, at);
    const last = own.list[at + (found?.words ?? 1) - 1] ?? word;
    if (found !== null) edits.push({ start: word.start, end: last.end, text: found.text });
    at += (found?.words ?? 1) - 1;
    const next = own.list[at + 1];
    // "tell, me" where the other has "tell me".
    if (
      next !== undefined &&
      last.comma &&
      other.pairs.has(`${last.text} ${next.text}`) &&
      !other.commas.has(`${last.text} ${next.text}`)
    )
      edits.push({ start: last.end, end: next.start, text: ' ' });
  }
  if (edits.length === 0) return null;
  let mended = '';
  let from = 0;
  for (const edit of edits) {
    if (edit.start < from) continue;
    mended += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  mended = (mended + text.slice(from))
    .replace(/^[\s,.!?:-]+/, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return mended === '' ? null : mended;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const without = ({ start, end }: TypedWord): Edit => ({ start, end, text: '' });

function replacementFor(
  own: TypedWords,
  other: TypedWords,
  at: number,
): { text: string; words: number } | null {
  if (isStray(own, other, at)) return { text: '', words: 1 };
  return isYouKnow(own, other, at) ? { text: '', words: 2 } : spelling(own, other, at);
}

/** Said twice in a row, or a filler between words that stand next to each other in the other text. */
function isStray(own: TypedWords, other: TypedWords, at: number): boolean {
  const [before, word, next] = [own.list[at - 1], own.list[at], own.list[at + 1]];
  if (word === undefined) return false;
  const text = word.text;
  if (next?.text === text && !word.comma && !other.pairs.has(`${text} ${text}`)) return true;
  return mayBeDropped(own, at) && nextTo(other, before?.text ?? '', next?.text ?? '');
}

/** "You know", between words that stand next to each other in the other text. */
function isYouKnow(own: TypedWords, other: TypedWords, at: number): boolean {
  if (own.list[at]?.text !== 'you' || own.list[at + 1]?.text !== 'know') return false;
  const [before, next] = [own.list[at - 1], own.list[at + 2]];
  return next !== undefined && nextTo(other, before?.text ?? '', next.text);
}

/** What the other text has in place of the word at this place, or of it and the next one. */
function spelling(own: TypedWords, other: TypedWords, at: number): { text: string; words: number } | null {
  const word = own.list[at];
  if (word === undefined) return null;
  const [before, next] = [own.list[at - 1], own.list[at + 1]];
  const lacks = ({ text }: TypedWord): boolean => (other.counts.get(text) ?? 0) < (own.counts.get(text) ?? 0);
  const misses = (text: string): boolean => (own.counts.get(text) ?? 0) < (other.counts.get(text) ?? 0);
  if (!lacks(word)) return null;
  const bare = other.bare.get(word.text);
  if (bare !== undefined && misses(bare)) return { text: bare, words: 1 };
  if (next !== undefined && !word.comma && lacks(next)) {
    const joined = word.text + next.text;
    if (misses(joined) && isListed(joined)) return { text: joined, words: 2 };
  }
  const certain = (text: string): boolean =>
    nextTo(other, before?.text ?? '', text) && nextTo(other, text, next?.text ?? '');
  const likely = (text: string): boolean =>
    nextTo(other, before?.text ?? '', text) || nextTo(other, text, next?.text ?? '');
  const common = COMMON_SLIPS.get(word.text);
  if (common !== undefined && misses(common) && certain(common)) return { text: common, words: 1 };
  if (word.acronym || !/^[a-z']+$/.test(word.text)) return null;
  const known = isWord(word.text);
  const split = other.joined.get(word.text);
  if (split !== undefined && !isListed(word.text)) return { text: split, words: 1 };
  if (known) {
    const meant = other.list.find(
      ({ text }) =>
        misses(text) &&
        certain(text) &&
        (isFixedExpression(before?.text ?? '', text) || isFixedExpression(text, next?.text ?? '')) &&
        isOneSlipApart(text, word.text),
    );
    return meant === undefined ? null : { text: meant.typed, words: 1 };
  }
  for (const meant of other.list) {
    if (!misses(meant.text)) continue;
    const sure = likely(meant.text);
    if (meant.name && word.name && !isSafeForName(meant.text, word.text, sure)) continue;
    if (isSlip(meant.text, word.text, sure)) return { text: meant.typed, words: 1 };
    // Of two unknown words either may be the slip: the one is taken for the other, not each for each.
    if (sure && word.text < meant.text && isSlipOfUnknown(meant.text, word.text))
      return { text: meant.typed, words: 1 };
  }
  return null;
}

/** Of two names the days and months, and letters swapped or doubled, tell that one is meant, "Lodnon"; long ones also by place. */
const isSafeForName = (meant: string, typed: string, sure: boolean): boolean =>
  isCalendarWord(meant) || isSwapOrDoubling(meant, typed) || (sure && meant.length >= LONG_NAME);
