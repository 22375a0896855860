import type { Question } from '../question/question.ts';

/** Tells why two questions may need different answers, such as `number: 3.8 ≠ 3.12`; null where it sees no reason. Pure. */
export type Guard = (a: Question, b: Question) => string | null;

/** What stands on one side only, for a reason: `number: 3.8 ≠ 3.12`, with ∅ for nothing. */
export function unlike(kind: string, a: readonly string[], b: readonly string[]): string {
  return `${kind}: ${a.join(', ') || '∅'} ≠ ${b.join(', ') || '∅'}`;
}
