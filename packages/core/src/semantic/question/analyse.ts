import { isTooLong } from '../is-too-long.ts';
import { isCalendarWord } from './calendar.ts';
import { foldPhrases } from './fold-phrases.ts';
import { parseQuantities } from './quantities.ts';
import type { QuestionClass } from './question-class.ts';
import type { Question, Term } from './question.ts';
import { readFrames } from './read-frames.ts';
import { plainMarks, tokenise } from './tokenise.ts';
import type { Token } from './token.ts';
import { unitKey } from './units.ts';
import { PROPER_NAMES, TOOL_NAMES } from '../words/known-names.ts';
import { rarityOf } from '../words/word-rarity.ts';
import { stem } from '../words/stem.ts';
import { DIRECTIONS, isLight, PREPOSITIONS, STOP_WORDS } from '../words/stop-words.ts';
import { keyOf } from '../words/synonyms.ts';

/** Weight of a light word, and the range of all others from the commonest to the rarest. */
const LIGHT = 0.25;
const COMMON = 0.5;
const NEGATORS = new Set(
  'not no never none nobody nothing neither nor without unable except excluding unless hardly non nowhere'.split(
    ' ',
  ),
);

/**
 * Reads a text once, for comparison with many. Takes about a tenth of a millisecond; a text that is too long to be
 * served by likeness is not read. Pure.
 */
export function analyse(typed: string): Question {
  if (isTooLong(typed)) return unread(typed);
  const text = plainMarks(typed);
  const all = tokenise(text);
  const valued = parseQuantities(all);
  const reading = readFrames(valued);
  const tokens = foldPhrases(reading.tokens);
  const content = [
    ...reading.added.map((word) => addedTerm(word, reading.class)),
    ...contentOf(tokens, reading.class),
  ];
  return {
    text,
    plain: plainText(text),
    tokens,
    unwrapped: reading.unwrapped,
    words: new Set(reading.unwrapped.map((token) => token.text)),
    content,
    keys: new Set(content.map((term) => term.key)),
    class: reading.class,
    modality: reading.modality,
    negations: negationsIn(reading.unwrapped),
  };
}

/** Nobody compares it, and reading it would hold up everybody else. */
const unread = (text: string): Question => ({
  text,
  plain: text,
  unwrapped: [],
  tokens: [],
  words: new Set(),
  content: [],
  keys: new Set(),
  class: 'bare',
  modality: 'none',
  negations: [],
});

function plainText(text: string): string {
  const body = text.replace(/[\s.?!]+$/, '');
  return body.charAt(0).toLowerCase() + body.slice(1);
}

function contentOf(tokens: readonly Token[], asked: QuestionClass): Term[] {
  const terms: Term[] = [];
  let role = '';
  let afterPreposition = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'mark') {
      role = '';
      continue;
    }
    if (token.kind === 'word' && !token.quoted) {
      // "than to buy", "from within": the first of two says which part it plays.
      if (PREPOSITIONS.has(token.text)) role = afterPreposition && DIRECTIONS.has(role) ? role : token.text;
      else if (
        /^(?:is|are|was|were|do|does|did|can|how|what|when|where|who|why|which|and)$/.test(token.text)
      ) {
        role = token.text === 'and' ? role : '';
      }
    }
    afterPreposition = PREPOSITIONS.has(token.text);
    const term = isLetter(token, tokens[at + 1]) ? letterTerm(token, role) : termOf(token, role, asked);
    if (term !== null) terms.push({ ...term, at });
  }
  return terms;
}

/** "divide a by b": before a preposition or at the end, "a" is a letter and no article. */
const isLetter = (token: Token, next: Token | undefined): boolean =>
  token.text === 'a' && (next === undefined || next.kind === 'mark' || PREPOSITIONS.has(next.text));

const letterTerm = ({ raw, text, quoted }: Token, role: string): Unplaced => ({
  key: `letter ${text}`,
  raw,
  kind: 'word',
  name: false,
  quoted,
  weight: 1,
  role,
});

type Unplaced = Omit<Term, 'at'>;

function termOf(token: Token, role: string, asked: QuestionClass): Unplaced | null {
  const { raw, text, quoted } = token;
  if (token.kind === 'quantity')
    return { key: text, raw, kind: 'quantity', name: false, quoted, weight: 1, role };
  if (token.kind === 'literal') return literalTerm(token, role);
  if (text === "'s" || text === '') return null;
  if (quoted) return { key: text, raw, kind: 'word', name: false, quoted, weight: 1, role };
  if (STOP_WORDS.has(text)) {
    // "IT" is not "it", "May" is not "may", "US" is not "us".
    const acronym = token.capital && /^\p{Lu}{2,}$/u.test(raw);
    if (!acronym && !(token.capital && isCalendarWord(text))) return null;
    const key = text === 'us' ? keyOf('usa') : acronym ? raw : text;
    return { key, raw, kind: 'word', name: true, quoted, weight: 1, role };
  }
  const term = wordTerm(text, raw, role, asked);
  const name = token.capital || TOOL_NAMES.has(text) || PROPER_NAMES.has(text) || TOOL_NAMES.has(term.key);
  return { ...term, name: term.name || name, weight: name ? 1 : term.weight };
}

/** Names of tools that look like code ("C++", "ES6") are compared as names. */
function literalTerm({ raw, text, quoted }: Token, role: string): Unplaced | null {
  if (STOP_WORDS.has(text.toLowerCase())) return null;
  const key = keyOf(text);
  const name = TOOL_NAMES.has(key);
  return { key, raw, kind: name ? 'word' : 'literal', name, quoted, weight: 1, role };
}

function wordTerm(text: string, raw: string, role: string, asked: QuestionClass): Unplaced {
  const key = unitKey(text) ?? keyOf(text);
  const stemmed = stem(text);
  const weight = isLight(stemmed, asked) ? LIGHT : COMMON + (1 - COMMON) * rarityOf(stemmed);
  return { key, raw, kind: 'word', name: isCalendarWord(key), quoted: false, weight, role };
}

const addedTerm = (word: string, asked: QuestionClass): Term => ({
  ...wordTerm(word, word, '', asked),
  at: -1,
});

function negationsIn(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.quoted || token.kind !== 'word' || !NEGATORS.has(token.text)) continue;
    // "no-claims bonus" names something; "non-digit" denies.
    if (token.text === 'no' && tokens[index + 1]?.joined === true) continue;
    const next = tokens
      .slice(index + 1)
      .find((other) => other.kind !== 'mark' && !STOP_WORDS.has(other.text));
    found.push(next === undefined ? '' : keyOf(next.text));
  }
  return found;
}
