import {
  createConversations,
  createMemoryStore,
  textOf,
  type ConversationAsk,
  type Conversations,
  type OpenTurn,
  type Store,
} from '@jackdaw/core';
import { createFakeClock } from '../../../support/fake-clock.ts';

type End = Parameters<Conversations['end']>[1];

export interface Said {
  readonly id: string;
  readonly traceId: string;
  /** What the model was told of before. */
  readonly sent: readonly string[];
}

/** A conversation's history over a store in memory, written as turns write it. */
export function openTalk() {
  const store = createMemoryStore();
  const clock = createFakeClock();
  let count = 0;
  const newId = () => `id${String(++count).padStart(4, '0')}`;
  const over = (under: Store) => createConversations({ store: under, clock, newId });
  const open = () => over(store);
  const conversations = open();

  async function begin(asked: ConversationAsk, conversationId: string | null): Promise<OpenTurn> {
    const turnId = newId();
    const { open: opened, operations } = await conversations.begin({
      conversationId,
      turnId,
      traceId: turnId,
      asked,
      system: null,
    });
    await store.write(operations);
    return opened;
  }

  async function turn(asked: ConversationAsk, id: string | null, end: Partial<End>): Promise<Said> {
    const opened = await begin(asked, id);
    const whole: End = { state: 'complete', text: '', usage: null, costUsd: 0.25, ...end };
    await store.write(conversations.end(opened, whole, 0));
    await clock.advance(1000);
    const sent = opened.context.messages.map(({ content }) => textOf(content));
    return { id: opened.conversationId, traceId: opened.turn.traceId, sent };
  }

  return {
    store,
    clock,
    conversations,
    /** As a daemon that starts now would see it. */
    reopened: open,
    over,
    begin,
    say: (prompt: string, text: string, id: string | null = null, end: Partial<End> = {}) =>
      turn({ kind: 'question', prompt }, id, { text, ...end }),
    again: (text: string, id: string, end: Partial<End> = {}, traceId: string | null = null) =>
      turn({ kind: 'variant', traceId }, id, { text, ...end }),
    goOn: (text: string, id: string, end: Partial<End> = {}) =>
      turn({ kind: 'continuation', prompt: 'Go on.' }, id, { text, ...end }),
    texts: async (id: string, from: Conversations = conversations) =>
      (await from.get(id)).messages.map(({ text }) => text),
  };
}
