import { JackdawError } from '../errors/index.ts';
import type { Store } from '../store/index.ts';
import { allConversations, conversationKey, ordinalOf, partialsOf, turnsOf } from './history-keys.ts';
import { latestTurns, type LatestTurns } from './latest-turns.ts';
import {
  storedConversationSchema,
  storedTurnSchema,
  type StoredConversation,
  type StoredTurn,
} from './stored-turn.ts';

/** Conversations as they lie in the store. */
export interface HistoryReader {
  /** Throws `not_found`. */
  find(id: string): Promise<StoredConversation>;
  /** In the order in which they were asked. One that a process left behind when it died counts as interrupted. */
  turns(conversationId: string): Promise<StoredTurn[]>;
  /** The end of a conversation: turns that make so many messages at least. */
  latest(conversationId: string, messages: number): Promise<LatestTurns>;
  /** In no order. */
  conversations(deleted: boolean): AsyncGenerator<StoredConversation>;
}

export interface HistoryReaderOptions {
  readonly store: Store;
  readonly isUnderWay: (conversationId: string, turnId: string) => boolean;
}

export function createHistoryReader({ store, isUnderWay }: HistoryReaderOptions): HistoryReader {
  /** A record left `running` by a process that is gone was interrupted; its partial text lies beside it. */
  async function settle(conversationId: string, turn: StoredTurn): Promise<StoredTurn> {
    if (turn.state !== 'running' || isUnderWay(conversationId, turn.turnId)) return turn;
    let text = '';
    for await (const { value } of store.scan(partialsOf(turn.turnId)))
      if (typeof value === 'string') text += value;
    return { ...turn, state: 'interrupted', text };
  }

  async function* backwards(conversationId: string) {
    for await (const { key, value } of store.scan({ ...turnsOf(conversationId), reverse: true })) {
      const parsed = storedTurnSchema.safeParse(value);
      if (parsed.success) yield { turn: await settle(conversationId, parsed.data), ordinal: ordinalOf(key) };
    }
  }

  return {
    latest: (conversationId, messages) => latestTurns(backwards(conversationId), messages),
    async find(id) {
      const parsed = storedConversationSchema.safeParse(await store.get(conversationKey(id)));
      if (parsed.success) return parsed.data;
      throw new JackdawError(
        'not_found',
        `There is no conversation ${id}. \`jackdaw history list\` shows those there are.`,
      );
    },
    async turns(conversationId) {
      const turns: StoredTurn[] = [];
      for await (const { value } of store.scan(turnsOf(conversationId))) {
        const parsed = storedTurnSchema.safeParse(value);
        if (parsed.success) turns.push(await settle(conversationId, parsed.data));
      }
      return turns;
    },
    async *conversations(deleted) {
      for await (const { value } of store.scan(allConversations)) {
        const parsed = storedConversationSchema.safeParse(value);
        if (parsed.success && (parsed.data.deletedAt !== undefined) === deleted) yield parsed.data;
      }
    },
  };
}
