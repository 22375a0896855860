import type { Answer } from '../turn/answer.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { CacheTier } from '../turn/turn-result.ts';

export interface CacheHit {
  readonly tier: CacheTier;
  readonly entryId: string;
  readonly answer: Answer;
  /** Cosine, for the semantic tier. */
  readonly similarity?: number;
  /** The question that the answer was given to, for the semantic tier. */
  readonly matchedPrompt?: string;
  readonly semanticId?: number;
  /** True where likeness left it open and the judge found it the same. */
  readonly judged?: boolean;
}

export interface CacheMiss {
  readonly tier: null;
  /** For people and traces: `new question`, `expired 2 hours ago`, `cache failed: …`. */
  readonly reason: string;
}

/**
 * A failure of the medium is a miss that says so, never a throw: the cache may not cost a turn its answer.
 * `save` is told only of whole, valid answers.
 */
export interface Cache {
  /** A hit that is at hand without a wait; null says nothing: `find` may know more. Never throws. */
  recall(key: string): CacheHit | null;
  /** An entry's answer went to a similar question: a hit of it like any other. Never throws. */
  served(entryId: string): void;
  /** At once where that can be told at once, as for most that are new. */
  find(key: string, request: ChatRequest, signal: AbortSignal): MaybeLater<CacheHit | CacheMiss>;
  /** The new entry's id, or null where it was not kept (too large, medium failed). Never throws. */
  save(key: string, request: ChatRequest, answer: Answer): MaybeLater<string | null>;
}

/** What is here already, or a promise of it. */
type MaybeLater<T> = T | Promise<T>;
