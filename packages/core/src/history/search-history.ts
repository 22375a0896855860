import type { Conversation, SearchMatch } from '../protocol/records.ts';
import { excerptOf } from './excerpt-of.ts';

/**
 * Messages that hold every word of the query, case aside, newest conversation last to be asked for first to be told.
 * Reads everything: a full-text index is not worth its keep below some hundred thousand turns.
 */
export async function searchHistory(
  conversations: AsyncIterable<Conversation>,
  query: string,
  limit: number,
): Promise<SearchMatch[]> {
  const words = query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const matches: SearchMatch[] = [];
  for await (const { id, title, messages } of conversations) {
    for (const { role, text, at } of messages) {
      const lower = text.toLocaleLowerCase();
      if (!words.every((word) => lower.includes(word))) continue;
      matches.push({
        conversationId: id,
        title,
        role,
        at,
        excerpt: excerptOf(text, lower.indexOf(words[0] ?? '')),
      });
    }
  }
  return matches.toSorted((a, b) => b.at - a.at).slice(0, limit);
}
