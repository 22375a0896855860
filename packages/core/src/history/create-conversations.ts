import type { Clock } from '../clock/index.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import { checkContinuable } from './check-continuable.ts';
import { applyCompaction, type Compaction } from './compaction.ts';
import { contextOf } from './context-of.ts';
import type { Conversations } from './conversations.ts';
import { compactionKey, conversationKey, partialKey, turnKey } from './history-keys.ts';
import { createHistoryReader } from './history-reader.ts';
import { messagesOf } from './messages-of.ts';
import { openTurn } from './open-turn.ts';
import { readCompactions } from './read-compactions.ts';
import { createStandingConversations } from './standing-conversations.ts';
import type { StoredConversation, StoredTurn } from './stored-turn.ts';
import { summaryOf } from './summary-of.ts';
import { turnsFromMessages } from './turns-from-messages.ts';

export interface ConversationsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
}

export function createConversations({ store, clock, newId }: ConversationsOptions): Conversations {
  const standing = createStandingConversations(store);
  const reader = createHistoryReader({
    store,
    isUnderWay: (id, turnId) => standing.get(id)?.turnIds.has(turnId) === true,
  });

  const find = async (id: string) => ({ conversation: await reader.find(id) });

  const latestCompaction = async (id: string): Promise<Compaction | null> =>
    (await readCompactions(store, id)).at(-1) ?? null;

  const change = (id: string, edit: (known: StoredConversation) => StoredConversation): Promise<void> =>
    standing.change(id, () => find(id), edit);

  return {
    async begin(begin) {
      const { conversationId, turnId, continues = false } = begin;
      if (conversationId === null) return open(null, [], null);
      const read = async () => ({
        ...(await find(conversationId)),
        earlier: await reader.turns(conversationId),
        compaction: await latestCompaction(conversationId),
      });
      return standing.act(conversationId, read, ({ conversation, earlier, compaction }) =>
        open(conversation, earlier, compaction),
      );

      /** From here on nothing waits: what is under way now is what stands. */
      function open(
        found: StoredConversation | null,
        earlier: readonly StoredTurn[],
        compaction: Compaction | null,
      ) {
        const others = standing.get(found?.id ?? '');
        const known = others?.conversation ?? found;
        const { conversation, turn } = openTurn(begin, known, clock.now(), newId);
        if (continues) checkContinuable(earlier, (others?.turnIds.size ?? 0) > 0);
        const { id } = conversation;
        const ordinal = conversation.turns - 1;
        standing.enter(conversation, turnId);
        const operations: StoreOperation[] = [
          standing.putAsItStands(conversation),
          { type: 'put', key: turnKey(id, ordinal), value: turn },
        ];
        const opened = {
          conversationId: id,
          ordinal,
          turn,
          context: applyCompaction(contextOf(earlier, continues), compaction, continues),
          system: conversation.system ?? null,
        };
        return { open: opened, operations };
      }
    },

    async peek(id) {
      const { system = null } = await reader.find(id);
      const context = contextOf(await reader.turns(id), false);
      return { context: applyCompaction(context, await latestCompaction(id), false), system };
    },

    compaction: latestCompaction,

    compact: (id, compaction, costUsd) =>
      standing.change(
        id,
        () => find(id),
        (known) => ({ ...known, costUsd: known.costUsd + costUsd }),
        [{ type: 'put', key: compactionKey(id, newId()), value: compaction }],
      ),

    partial: (turnId, chunk, text) => ({ type: 'put', key: partialKey(turnId, chunk), value: text }),

    end({ conversationId, ordinal, turn }, end, chunks) {
      const now = clock.now();
      const conversation = standing.leave(conversationId, turn.turnId, (known) => ({
        ...known,
        updatedAt: now,
        costUsd: known.costUsd + (end.costUsd ?? 0),
      }));
      const operations: StoreOperation[] = [
        { type: 'put', key: turnKey(conversationId, ordinal), value: { ...turn, ...end, answeredAt: now } },
        { type: 'put', key: conversationKey(conversationId), value: conversation },
      ];
      for (let chunk = 0; chunk < chunks; chunk++) {
        operations.push({ type: 'delete', key: partialKey(turn.turnId, chunk) });
      }
      return operations;
    },

    async list({ limit = 1000, cursor, deleted = false }) {
      const found: StoredConversation[] = [];
      for await (const conversation of reader.conversations(deleted)) found.push(conversation);
      found.sort((a, b) => b.updatedAt - a.updatedAt || b.id.localeCompare(a.id));
      const start = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
      const conversations = found.slice(start, start + limit).map(summaryOf);
      const more = start + limit < found.length;
      return { conversations, cursor: more ? (conversations.at(-1)?.id ?? null) : null };
    },

    async get(id) {
      const conversation = await reader.find(id);
      const turns = await reader.turns(id);
      const running = turns.findLast(({ state }) => state === 'running');
      return {
        ...summaryOf(conversation),
        messages: messagesOf(turns, await readCompactions(store, id)),
        ...(running === undefined ? {} : { turnUnderWay: running.turnId }),
      };
    },

    async *all() {
      for await (const conversation of reader.conversations(false)) {
        yield { ...summaryOf(conversation), messages: messagesOf(await reader.turns(conversation.id)) };
      }
    },

    async add(conversation) {
      const id = newId();
      const turns = turnsFromMessages(conversation, newId);
      await store.write([
        {
          type: 'put',
          key: conversationKey(id),
          value: { ...summaryOf(conversation), id, turns: turns.length, deletedAt: undefined },
        },
        ...turns.map((turn, ordinal): StoreOperation => ({
          type: 'put',
          key: turnKey(id, ordinal),
          value: turn,
        })),
      ]);
      return id;
    },

    rename: (id, title) => change(id, (known) => ({ ...known, title })),

    delete: (id) => change(id, (known) => ({ ...known, deletedAt: clock.now() })),

    restore: (id) => change(id, ({ deletedAt: _deletedAt, ...known }) => known),
  };
}
