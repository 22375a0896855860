import type { SemanticCache } from '@jackdaw/core';
import type { DaemonStatus } from '@jackdaw/core/protocol';

export interface Similar extends SemanticCache {
  /** Which embedder judges now, and what the model is at. */
  embedder(): DaemonStatus['embedder'];
  close(): Promise<void>;
}
