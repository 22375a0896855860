import type { Embedder, SemanticCache } from '@jackdaw/core';
import type { DaemonStatus } from '@jackdaw/core/protocol';

export interface Similar extends SemanticCache {
  /** Which embedder judges now, and what the model is at. */
  embedder(): DaemonStatus['embedder'];
  /** What judges, best first; null until an index is open. */
  best(): Embedder | null;
  close(): Promise<void>;
}
