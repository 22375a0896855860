import { isOneEdit } from './is-one-edit.ts';
import { isKnownWord } from './known-words.ts';
import { TOOL_NAMES } from './known-names.ts';
import { stem } from './stem.ts';

/** Words that the reading of a question hangs on; commonest first, so that a tie goes to the likelier one. */
const FRAME_WORDS = (
  'what how where when which why who the that this with from have does your need want would could should please there ' +
  'about many much long often process steps best possible allowed necessary required explain define describe meaning ' +
  'mean difference between convert calculate hello thanks thank tell know wondering like help find some any into ' +
  'because before after without until while able cannot people anyone someone price cost number time show give ' +
  'question understand write create translate summarize available'
).split(' ');

/** A word that is no word, but one slip away from one of these, is taken for it: "whcih" → "which". Lower case. */
export function correctFrameWord(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word) || TOOL_NAMES.has(word) || isKnownWord(stem(word)))
    return word;
  return FRAME_WORDS.find((meant) => isOneEdit(meant, word)) ?? word;
}
