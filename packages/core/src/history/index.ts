export { applyCompaction, type Compaction } from './compaction.ts';
export { CONTINUE_PROMPT } from './continue-prompt.ts';
export { conversationToMarkdown } from './conversation-to-markdown.ts';
export { createConversations, type Conversations, type OpenTurn } from './conversations.ts';
export type { Context } from './context-of.ts';
export { joinParts, mayRepeat, seamOf } from './join-parts.ts';
export { openFence } from './open-fence.ts';
export { searchHistory } from './search-history.ts';
export type { StoredTurn } from './stored-turn.ts';
