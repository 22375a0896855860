import type { Question } from '../question/question.ts';
import { unlike, type Guard } from './guard.ts';

const ALL = ['all', 'every', 'each', 'everyone', 'everybody', 'everything', 'always', 'entire'];
const ANY = ['some', 'any', 'anyone', 'someone', 'sometimes', 'anything', 'something', 'either'];
/** "List the files" and "list all files" show the same. */
const SHOWING = ['list', 'display', 'find', 'print', 'count'];

/** All, some, or neither said: "some" and "any" are as good as nothing, "all" is not. */
export const quantifierGuard: Guard = (a, b) => {
  const one = quantifiersIn(a);
  const other = quantifiersIn(b);
  if (one.all === other.all) return null;
  const shown = SHOWING.some((key) => a.keys.has(key)) && !one.any && !other.any;
  return shown ? null : unlike('quantifier', names(one), names(other));
};

interface Quantifiers {
  readonly all: boolean;
  readonly any: boolean;
}

function quantifiersIn({ tokens }: Question): Quantifiers {
  const words = new Set(tokens.map((token) => token.text));
  return { all: ALL.some((word) => words.has(word)), any: ANY.some((word) => words.has(word)) };
}

const names = ({ all, any }: Quantifiers): string[] => [...(all ? ['all'] : []), ...(any ? ['some'] : [])];
