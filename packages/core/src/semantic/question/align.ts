import { isMisspelling } from '../words/is-misspelling.ts';
import { isCalendarWord } from './calendar.ts';
import type { Question, Term } from './question.ts';

/** What two questions have in common, and what only one of them has. */
export interface Alignment {
  readonly matched: readonly (readonly [Term, Term])[];
  readonly onlyA: readonly Term[];
  readonly onlyB: readonly Term[];
}

let last: { a: Question; b: Question; alignment: Alignment } | null = null;

/** Pairs the content of two questions; the guards of one decision share the result. */
export function align(a: Question, b: Question): Alignment {
  if (last?.a === a && last.b === b) return last.alignment;
  const alignment = compute(a, b);
  last = { a, b, alignment };
  return alignment;
}

function compute(a: Question, b: Question): Alignment {
  const matched: [Term, Term][] = [];
  const leftA = new Set(a.content);
  const leftB = new Set(b.content);
  const pairUp = (fits: (one: Term, other: Term) => boolean): void => {
    for (const one of leftA) {
      for (const other of leftB) {
        if (!fits(one, other)) continue;
        matched.push([one, other]);
        leftA.delete(one);
        leftB.delete(other);
        break;
      }
    }
  };
  pairUp((one, other) => one.key === other.key);
  pairUp((one, other) => one.quoted !== other.quoted && one.raw.toLowerCase() === other.raw.toLowerCase());
  joinCompounds(leftA, leftB);
  joinCompounds(leftB, leftA);
  spellOut(leftA, leftB);
  spellOut(leftB, leftA);
  pairUp(
    (one, other) =>
      mayBeMisspelt(one, other) && isMisspelling(one.raw.toLowerCase(), other.raw.toLowerCase()),
  );
  // Said twice is said once, but a number said twice is two numbers.
  const keysA = new Set(matched.map(([one]) => one.key));
  const repeated = (term: Term): boolean => term.kind !== 'quantity' && keysA.has(term.key);
  const order = new Map(a.content.map((term, index) => [term, index]));
  matched.sort(([one], [other]) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  return {
    matched,
    onlyA: [...leftA].filter((term) => !repeated(term)),
    onlyB: [...leftB].filter((term) => !repeated(term)),
  };
}

/** A name is spelt as its owner likes; the days and months are not. */
function mayBeMisspelt(one: Term, other: Term): boolean {
  if (one.kind !== 'word' || other.kind !== 'word' || one.quoted || other.quoted) return false;
  return !(one.name && other.name) || isCalendarWord(one.key) || isCalendarWord(other.key);
}

/** "user name" and "username": what one writes as one word the other may write as two. */
function joinCompounds(long: Set<Term>, short: Set<Term>): void {
  const parts = [...long];
  for (const [index, first] of parts.entries()) {
    const second = parts[index + 1];
    if (second === undefined || first.kind !== 'word' || second.kind !== 'word') continue;
    const joined = (first.raw + second.raw).toLowerCase();
    for (const whole of short) {
      if (whole.raw.toLowerCase() !== joined) continue;
      long.delete(first);
      long.delete(second);
      short.delete(whole);
      break;
    }
  }
}

/** "SSP" and "statutory sick pay": capitals that are the first letters of words in a row. */
function spellOut(short: Set<Term>, long: Set<Term>): void {
  for (const acronym of short) {
    if (!/^\p{Lu}{2,6}$/u.test(acronym.raw)) continue;
    const letters = acronym.raw.toLowerCase().split('');
    const words = [...long];
    const start = words.findIndex((_, index) =>
      letters.every((letter, offset) => {
        const word = words[index + offset];
        const next = offset === 0 || word?.at === (words[index]?.at ?? 0) + offset;
        return next && word?.raw.toLowerCase().startsWith(letter) === true;
      }),
    );
    if (start < 0) continue;
    short.delete(acronym);
    for (const word of words.slice(start, start + letters.length)) long.delete(word);
  }
}
