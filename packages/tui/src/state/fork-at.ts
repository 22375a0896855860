import type { ChatParts } from './chat-parts.ts';
import { answerIn } from './replay-conversation.ts';

/** Leaves a conversation behind its first `at` messages: the chat goes on in a fork, whose id this is. */
export async function forkAt(
  { view, connection }: Pick<ChatParts, 'view' | 'connection'>,
  id: string,
  at: number,
): Promise<string> {
  const client = await connection.client();
  const { id: fork } = await client.call('history.fork', { id, at });
  const answer = answerIn(await client.call('history.get', { id: fork, last: 2 }));
  view.set({ conversationId: fork, last: null, offer: null, answer, branch: null });
  return fork;
}
