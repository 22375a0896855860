import type { Answer } from '../../turn/answer.ts';

/** An earlier answer to a question like this one. */
export interface SimilarAnswer {
  readonly semanticId: number;
  readonly entryId: string;
  readonly answer: Answer;
  /** Cosine of the two questions; 1 where they are the same words. */
  readonly similarity: number;
  readonly matchedPrompt: string;
}

export type SemanticFinding =
  | { readonly kind: 'serve'; readonly found: SimilarAnswer; readonly reason: string }
  | { readonly kind: 'suggest'; readonly found: SimilarAnswer; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string };

export const none = (reason: string): SemanticFinding => ({ kind: 'none', reason });
export const NOTHING: SemanticFinding = none('nothing similar');

/** The better of two; of two that are as good the first, unless it says nothing. */
export function better(one: SemanticFinding, other: SemanticFinding): SemanticFinding {
  return rank(other) > rank(one) || one === NOTHING ? other : one;
}

const rank = ({ kind }: SemanticFinding): number => ({ none: 0, suggest: 1, serve: 2 })[kind];
