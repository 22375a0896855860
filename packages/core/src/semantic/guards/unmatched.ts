import { align } from '../question/align.ts';
import type { Question, Term } from '../question/question.ts';
import { asksFor } from './asked-nouns.ts';
import { unlike, type Guard } from './guard.ts';

/** How much may stand on one side only, together: one light word, and no word that says something. */
const ALLOWED = 0.3;

/**
 * The workhorse: what one question says and the other does not, weighed by how much such a word says. An added or
 * exchanged noun, verb or modifier ("for children", "in version 2") is another question until someone knows better.
 */
export const unmatchedGuard: Guard = (a, b) => {
  const { matched, onlyA, onlyB } = align(a, b);
  if (matched.length === 0 && a.content.length + b.content.length > 0) return 'words: nothing in common';
  if (weigh(onlyA, b) + weigh(onlyB, a) <= ALLOWED) return null;
  return unlike(
    'words',
    onlyA.map((term) => term.raw),
    onlyB.map((term) => term.raw),
  );
};

/** "Opening time" asks "when": the noun is in the other question's class. */
function weigh(terms: readonly Term[], other: Question): number {
  return terms.reduce((sum, term) => sum + (asksFor(term.key, other.class) ? 0 : term.weight), 0);
}
