import { isSlip } from '../words/is-slip.ts';
import { isWord } from '../words/is-word.ts';
import type { TypedWords } from './typed-words.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Said while one thinks. */
const ASIDES = list(
  'um umm uh uhh uhm er erm hm hmm ah like just please pls plz actually basically really literally honestly simply so well',
);
/** What may stand before a question, in any order, and is none of it. */
const OPENERS = list(
  'um umm uh uhh uhm er erm hm hmm ah oh like just please pls plz so well ok okay right hey hi hello hiya yo there good ' +
    'morning afternoon evening day sorry question quick anyway all everyone team guys dear sir madam and but now again friend claude',
);
/** What may stand behind one. */
const CLOSERS = list(
  'please pls plz thanks thank you thx ty cheers ta many so very much a lot in advance kind regards best asap guys mate folks ' +
    'appreciated bye lol haha help for your the any',
);
/** "What is it like", "I like": the word says something there. */
const BEFORE_LIKE =
  /^(?:is|are|was|were|be|been|look|looks|feel|feels|taste|tastes|sound|sounds|smell|smells|i|we|you|they|he|she|people|would|do|does|to|not|something|anything|things|what)$/;

/** Whether the word here may be no more than a sound between the others; the caller looks at these. */
export function mayBeDropped({ list: words }: TypedWords, at: number): boolean {
  const text = words[at]?.text ?? '';
  if (!ASIDES.has(text)) return false;
  return text !== 'like' || (at < words.length - 1 && !BEFORE_LIKE.test(words[at - 1]?.text ?? ''));
}

/** In the list, or a slip of what is: "htank you". */
const isOneOf = (talk: ReadonlySet<string>, word: string): boolean =>
  talk.has(word) ||
  (word.length > 2 &&
    !isWord(word) &&
    [...talk].some((meant) => meant.length > 2 && isSlip(meant, word, true)));

/** How many words of small talk stand before the word with which the other text begins. */
export function openingLength(own: TypedWords, other: TypedWords): number {
  const first = other.list[0]?.text ?? '';
  let length = 0;
  while (length < own.list.length && isOneOf(OPENERS, own.list[length]?.text ?? '')) {
    if (own.list[length]?.text === first) return length;
    length += 1;
  }
  return own.list[length]?.text === first ? length : 0;
}

/** How many words of small talk stand behind the word with which the other text ends. */
export function closingLength(own: TypedWords, other: TypedWords): number {
  const last = other.list.at(-1)?.text ?? '';
  let length = 0;
  while (length < own.list.length && isOneOf(CLOSERS, own.list.at(-1 - length)?.text ?? '')) {
    if (own.list.at(-1 - length)?.text === last) return length;
    length += 1;
  }
  return own.list.at(-1 - length)?.text === last ? length : 0;
}
