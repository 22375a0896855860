import type { ConversationSummary, ModelInfo } from '@jackdaw/core/protocol';

/** Names that arguments are completed with, as they were last heard of. */
export interface KnownNames {
  readonly models: readonly ModelInfo[];
  readonly conversations: readonly ConversationSummary[];
}
