import { prefixRange } from '../store/index.ts';

/** Where history lies in the store. Ordinals and chunk numbers are padded so that keys sort as numbers do. */
export const conversationKey = (id: string): string => `conversation/${id}`;
export const allConversations = prefixRange('conversation/');
export const turnKey = (conversationId: string, ordinal: number): string =>
  `turn/${conversationId}/${String(ordinal).padStart(8, '0')}`;
export const ordinalOf = (turnKey: string): number => Number(turnKey.slice(turnKey.lastIndexOf('/') + 1));
export const turnsOf = (conversationId: string) => prefixRange(`turn/${conversationId}/`);
export const partialKey = (turnId: string, chunk: number): string =>
  `partial/${turnId}/${String(chunk).padStart(8, '0')}`;
export const attachmentKey = (digest: string): string => `attachment/${digest}`;
export const compactionKey = (conversationId: string, id: string): string =>
  `compaction/${conversationId}/${id}`;
export const compactionsOf = (conversationId: string) => prefixRange(`compaction/${conversationId}/`);
export const partialsOf = (turnId: string) => prefixRange(`partial/${turnId}/`);
