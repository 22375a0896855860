export type { ChatActions } from './chat-actions.ts';
export { createChatController, type ChatController } from './chat-controller.ts';
export type { ChatView, FullView, LiveTurn, PanelSize, Screen, TranscriptItem } from './chat-view.ts';
export { createSavedDrafts, type SavedDrafts } from './saved-drafts.ts';
export { createSavedPrompts, type SavedPrompts } from './saved-prompts.ts';
export { createStore, type Store } from './store.ts';
