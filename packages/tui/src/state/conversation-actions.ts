import type { ChatActions } from './chat-actions.ts';
import { UNDER_WAY, type ChatParts } from './chat-parts.ts';
import { compactText } from './compact-text.ts';
import { answerIn, MESSAGES_SHOWN, replayConversation, standingOf } from './replay-conversation.ts';

export type ConversationActions = Pick<
  ChatActions,
  'compact' | 'newConversation' | 'showHistory' | 'openConversation'
>;

/** Conversations: begun, opened, changed. `close` ends what is being shown. */
export function createConversationActions(
  parts: ChatParts,
  /** Messages that are shown again, at least. */
  most = MESSAGES_SHOWN,
): ConversationActions & { close(): void } {
  const { view, transcript, connection, turns, alone, attempt } = parts;
  let replaying = new AbortController();

  return {
    async compact() {
      const { conversationId: id, turn: running, spentUsd } = view.get();
      if (running !== null) return transcript.notice(UNDER_WAY);
      if (id === null) return transcript.notice('There is no conversation yet to summarise.');
      await alone(() =>
        attempt(async () => {
          transcript.notice('Summarising the older messages…');
          const outcome = await (await connection.client()).call('history.compact', { id });
          view.set({ spentUsd: spentUsd + (outcome.costUsd ?? 0) });
          transcript.notice(compactText(outcome));
        }),
      );
    },
    newConversation() {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      replaying.abort();
      view.set({ conversationId: null, last: null, offer: null, answer: null, branch: null, system: null });
      transcript.notice('A new conversation.');
    },
    async showHistory() {
      view.set({ fullView: { name: 'history' } });
    },
    async openConversation(id) {
      view.set({ screen: { name: 'chat' } });
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      await attempt(async () => {
        const conversation = await (await connection.client()).call('history.get', { id, last: most });
        replaying.abort();
        replaying = new AbortController();
        const { signal } = replaying;
        const { offer, underWay } = standingOf(conversation);
        view.set({
          conversationId: conversation.id,
          last: null,
          offer: null,
          answer: answerIn(conversation),
          branch: null,
        });
        await replayConversation(conversation, parts, signal);
        if (signal.aborted) return;
        // Not waited for: the conversation is open, and what it brings is being read.
        if (underWay !== null)
          void alone(() => turns.watch(underWay.turnId, underWay.prompt, underWay.earlier));
        else view.set({ offer });
      });
    },
    close: () => replaying.abort(),
  };
}
