import type { Question } from '../question/question.ts';
import { unlike, type Guard } from './guard.ts';

/** Negations: as many on both sides, and where a text has several clauses, of the same thing. */
export const negationGuard: Guard = (a, b) => {
  if (a.negations.length !== b.negations.length) return unlike('negation', named(a), named(b));
  const differ = a.negations.some((key) => !b.negations.includes(key));
  return differ && (hasClauses(a) || hasClauses(b)) ? unlike('negation', named(a), named(b)) : null;
};

const named = (question: Question): string[] => question.negations.map((key) => `not ${key}`.trim());

function hasClauses({ tokens, words }: Question): boolean {
  return (
    tokens.some((token) => token.kind === 'mark') ||
    ['and', 'or', 'but', 'that', 'if'].some((word) => words.has(word))
  );
}
