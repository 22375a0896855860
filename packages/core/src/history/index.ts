export { conversationToMarkdown } from './conversation-to-markdown.ts';
export { createConversations, type Conversations, type OpenTurn } from './conversations.ts';
export { searchHistory } from './search-history.ts';
