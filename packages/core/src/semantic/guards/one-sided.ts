import { align } from '../question/align.ts';
import type { Question, Term } from '../question/question.ts';
import { unlike } from './guard.ts';

/** A reason if a term for which `counts` holds stands on one side only. */
export function oneSided(
  kind: string,
  a: Question,
  b: Question,
  counts: (term: Term) => boolean,
): string | null {
  const { onlyA, onlyB } = align(a, b);
  const left = onlyA.filter(counts);
  const right = onlyB.filter(counts);
  if (left.length === 0 && right.length === 0) return null;
  return unlike(
    kind,
    left.map((term) => term.raw),
    right.map((term) => term.raw),
  );
}
