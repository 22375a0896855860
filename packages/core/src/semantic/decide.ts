import { FIRM_GUARDS, firstReason, SOFT_GUARDS } from './guards/index.ts';
import { mend } from './question/mend.ts';
import type { Question } from './question/question.ts';
import type { Thresholds } from './thresholds.ts';

export interface Candidate {
  /** Cosine of the two texts under the embedder that `thresholds` belong to. */
  readonly similarity: number;
  /** The question that was asked, and the one whose answer is stored; the order does not matter. */
  readonly a: Question;
  readonly b: Question;
  readonly thresholds: Thresholds;
  /** The stored entry's own bar, raised by feedback; above 1 it is never served. 0 where there was none. */
  readonly bar: number;
}

export interface SemanticVerdict {
  /** serve: the stored answer is the answer. suggest: it may be, ask a judge or offer it beside. refuse: it is not. */
  readonly verdict: 'serve' | 'suggest' | 'refuse';
  /** Why, for the trace: `same words`, `similar 0.94`, `number: 3.8 ≠ 3.12`, `similarity 0.41 below 0.55`. */
  readonly reason: string;
}

/** Decides whether a stored answer serves a question. Pure; well under a tenth of a millisecond. */
export function decide({ similarity, a: typedA, b: typedB, thresholds, bar }: Candidate): SemanticVerdict {
  const asTyped = typedA.plain === typedB.plain;
  if (!asTyped && similarity < thresholds.suggest)
    return refuse(`similarity ${percent(similarity)} below ${percent(thresholds.suggest)}`);
  const [a, b] = asTyped ? [typedA, typedB] : mend(typedA, typedB);
  const same = asTyped || a.plain === b.plain;
  const likeness = same ? 1 : similarity;
  if (!same) {
    const firm = firstReason(FIRM_GUARDS, a, b);
    if (firm !== null) return refuse(firm);
    const soft = firstReason(SOFT_GUARDS, a, b);
    if (soft !== null) return { verdict: 'suggest', reason: soft };
  }
  const needed = Math.max(thresholds.serve, bar);
  if (likeness < needed)
    return { verdict: 'suggest', reason: `similarity ${percent(likeness)} below ${percent(needed)}` };
  if (asTyped) return { verdict: 'serve', reason: 'same words' };
  return { verdict: 'serve', reason: same ? 'same words, slips mended' : `similar ${percent(likeness)}` };
}

const refuse = (reason: string): SemanticVerdict => ({ verdict: 'refuse', reason });
const percent = (similarity: number): string => similarity.toFixed(2);
