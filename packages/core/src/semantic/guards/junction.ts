import type { Question } from '../question/question.ts';
import type { Guard } from './guard.ts';

/** "A and B" against "A or B". */
export const junctionGuard: Guard = (a, b) => {
  const [one, other] = [junctionIn(a), junctionIn(b)];
  return one !== '' && other !== '' && one !== other ? `junction: ${one} ≠ ${other}` : null;
};

function junctionIn({ tokens }: Question): string {
  const and = tokens.some((token) => token.text === 'and');
  const or = tokens.some((token) => token.text === 'or');
  return and === or ? '' : and ? 'and' : 'or';
}
