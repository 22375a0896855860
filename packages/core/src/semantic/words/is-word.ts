import { expandContraction } from '../question/contractions.ts';
import { ANTONYM_PAIRS } from './antonym-pairs.ts';
import { PROPER_NAMES, TOOL_NAMES } from './known-names.ts';
import { isKnownWord } from './known-words.ts';
import { rememberWords } from './remember-words.ts';
import { stem } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';
import { hasSynonyms } from './synonyms.ts';
import { isTechnicalWord } from './technical-words.ts';

const OPPOSITES: ReadonlySet<string> = new Set(ANTONYM_PAIRS.flatMap((pair) => pair.split(' ').map(stem)));
/** What makes a new word of a known one, no dictionary can list them all: "unpin", "downvote", "offsite". */
const PREFIX =
  /^(?:un|dis|de|re|non|mis|anti|pre|post|over|under|out|off|on|up|down|in|sub|super|inter|multi|semi|co|micro|macro|mono|poly|hypo|hyper)(?=[a-z]{3})/;

/** Whether a lower-case word is one of the language, of a trade, or a name that we know. */
export const isWord = rememberWords(compute);

function compute(word: string): boolean {
  if (isListed(word)) return true;
  const rest = word.replace(PREFIX, '');
  return rest !== word && isListed(rest);
}

/** Whether a word is one without taking prefixes off: "offline" is, "inchina" is not. */
export function isListed(word: string): boolean {
  if (STOP_WORDS.has(word) || TOOL_NAMES.has(word) || PROPER_NAMES.has(word) || isTechnicalWord(word))
    return true;
  if (expandContraction(word).length > 1) return true;
  const stemmed = stem(word);
  return isKnownWord(stemmed) || hasSynonyms(stemmed) || OPPOSITES.has(stemmed);
}
