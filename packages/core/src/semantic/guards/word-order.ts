import { align } from '../question/align.ts';
import type { Question, Term } from '../question/question.ts';
import type { Guard } from './guard.ts';

/**
 * The same words in roles exchanged: "dog bites man" against "man bites dog", "chocolate milk" against "milk chocolate",
 * "my boss yelled at me" against "I yelled at my boss". A phrase that only moved ("on Monday, can I …") hangs on a
 * preposition and does not count; nor do the two sides of an "and" or a "versus".
 */
export const wordOrderGuard: Guard = (a, b) => {
  const free = align(a, b).matched.filter(
    ([one, other]) => one.role === '' && other.role === '' && one.at >= 0 && other.at >= 0,
  );
  const joined = ['and', 'or', 'versus', 'vs'].some((word) => a.words.has(word) && b.words.has(word));
  for (const [index, [x, xInB]] of free.entries()) {
    for (const [y, yInB] of free.slice(index + 1)) {
      if (xInB.at < yInB.at) continue;
      const middle = free.some(
        ([z, zInB]) => z.at > x.at && z.at < y.at && zInB.at > yInB.at && zInB.at < xInB.at,
      );
      const asked = a.class === 'yes-no' && !joined;
      const compound = isNext(a, x, y) && isNext(b, yInB, xInB) && !x.name && !y.name;
      if (middle || asked || compound || headMoved(a, b, y, xInB))
        return `order: ${x.raw} … ${y.raw} changed places`;
    }
  }
  return selfMoved(a, b) ? 'order: who does it to whom' : null;
};

/** "milk chocolate", and "brother's wife". */
const isNext = ({ tokens }: Question, first: Term, second: Term): boolean =>
  second.at === first.at + 1 || (second.at === first.at + 2 && tokens[first.at + 1]?.text === "'s");

/** "the chicken or the egg sandwich": the noun that stood after the one now stands after the other. */
function headMoved(a: Question, b: Question, modifierInA: Term, modifierInB: Term): boolean {
  const head = a.content.find((term) => term.at === modifierInA.at + 1);
  return (
    head !== undefined && b.content.some((term) => term.at === modifierInB.at + 1 && term.key === head.key)
  );
}

/** The asker is more often the one who does on the one side, and the one it is done to on the other. */
function selfMoved(a: Question, b: Question): boolean {
  const [one, other] = [selfIn(a), selfIn(b)];
  return (one.does - other.does) * (one.suffers - other.suffers) < 0;
}

function selfIn({ unwrapped }: Question): { does: number; suffers: number } {
  const count = (pattern: RegExp): number => unwrapped.filter((token) => pattern.test(token.text)).length;
  return { does: count(/^(?:i|we)$/), suffers: count(/^(?:me|us)$/) };
}
