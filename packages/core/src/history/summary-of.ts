import type { ConversationSummary } from '../protocol/records.ts';
import type { StoredConversation } from './stored-turn.ts';

/** What a list shows of a conversation. */
export function summaryOf({
  id,
  title,
  createdAt,
  updatedAt,
  turns,
  costUsd,
  deletedAt,
  forkedFrom,
}: StoredConversation): ConversationSummary {
  return {
    id,
    title,
    createdAt,
    updatedAt,
    turns,
    costUsd,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    ...(forkedFrom === undefined ? {} : { forkedFrom }),
  };
}
