import type { Conversation, SearchMatch } from '../protocol/records.ts';
import { rankByLikeness, type LikenessOptions } from '../semantic/index.ts';
import { excerptOf } from './excerpt-of.ts';

/** Questions like the query, the likest first; each with its similarity, and the embedder that says so. */
export async function searchSimilar(
  conversations: AsyncIterable<Conversation>,
  query: string,
  options: LikenessOptions,
): Promise<SearchMatch[]> {
  const { ranked, by } = await rankByLikeness(query, questionsOf(conversations), options);
  return ranked.map(({ item, similarity }) => ({ ...item, similarity, by }));
}

async function* questionsOf(
  conversations: AsyncIterable<Conversation>,
): AsyncIterable<{ readonly text: string; readonly item: SearchMatch }> {
  for await (const { id, title, messages } of conversations) {
    for (const { role, text, at } of messages) {
      if (role !== 'user') continue;
      yield { text, item: { conversationId: id, title, role, at, excerpt: excerptOf(text, 0) } };
    }
  }
}
