import type { Question } from '../question/question.ts';
import type { QuestionClass } from '../question/question-class.ts';
import { asksFor } from './asked-nouns.ts';
import { unlike, type Guard } from './guard.ts';

/** Classes that can ask for one answer, beside a class with itself. */
const ALIKE: readonly (readonly [QuestionClass, QuestionClass])[] = [
  ['bare', 'how'],
  ['bare', 'what'],
  ['bare', 'yes-no'],
  ['bare', 'wish'],
  ['bare', 'command'],
  ['bare', 'amount'],
  ['wish', 'how'],
  ['wish', 'command'],
];
/** How, why, when, where, who, what, yes or no, and orders: another class asks for another answer. */
export const questionClassGuard: Guard = (a, b) => {
  if (a.class === b.class || isAlike(a.class, b.class)) return null;
  if (a.class === 'what' && asks(b, a)) return null;
  if (b.class === 'what' && asks(a, b)) return null;
  return unlike('question', [a.class], [b.class]);
};

const isAlike = (one: QuestionClass, other: QuestionClass): boolean =>
  ALIKE.some(([x, y]) => (x === one && y === other) || (x === other && y === one));

function asks(question: Question, what: Question): boolean {
  return [...what.keys].some((key) => asksFor(key, question.class));
}
