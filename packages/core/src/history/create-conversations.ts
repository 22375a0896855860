import type { Clock } from '../clock/index.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import { readAttachments } from './attachments.ts';
import { chooseVariant } from './choose-variant.ts';
import { applyCompaction, type Compaction } from './compaction.ts';
import { contextOf } from './context-of.ts';
import type { Conversations } from './conversations.ts';
import { exchangesOf, isAnswer } from './exchanges-of.ts';
import { forkOf, type ConversationRecords } from './fork-of.ts';
import { compactionKey, conversationKey, partialKey, turnKey } from './history-keys.ts';
import { createHistoryReader } from './history-reader.ts';
import { messagesOf } from './messages-of.ts';
import { openTurn, stillUnderWay, type Earlier } from './open-turn.ts';
import { readCompactions } from './read-compactions.ts';
import { createStandingConversations } from './standing-conversations.ts';
import type { StoredConversation } from './stored-turn.ts';
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

  const records = async (id: string): Promise<ConversationRecords> => ({
    ...(await find(id)),
    turns: await reader.turns(id),
    compactions: await readCompactions(store, id),
  });

  function putRecords({ conversation, turns, compactions }: ConversationRecords): StoreOperation[] {
    const { id } = conversation;
    return [
      { type: 'put', key: conversationKey(id), value: conversation },
      ...turns.map((turn, ordinal) => ({ type: 'put' as const, key: turnKey(id, ordinal), value: turn })),
      ...compactions.map((value) => ({ type: 'put' as const, key: compactionKey(id, newId()), value })),
    ];
  }

  const change = (id: string, edit: (known: StoredConversation) => StoredConversation): Promise<void> =>
    standing.change(id, () => find(id), edit);

  return {
    async begin(begin) {
      const { conversationId, turnId } = begin;
      if (conversationId === null) {
        return open({ conversation: null, turns: [], compaction: null, blocks: new Map() });
      }
      const read = async () => {
        const found = await find(conversationId);
        const turns = await reader.turns(conversationId);
        const compaction = await latestCompaction(conversationId);
        return { ...found, turns, compaction, blocks: await readAttachments(store, turns) };
      };
      return standing.act(conversationId, read, open);

      /** From here on nothing waits: what is under way now is what stands. */
      function open(found: Omit<Earlier, 'underWay'>) {
        const others = standing.get(found.conversation?.id ?? '');
        const earlier = {
          ...found,
          conversation: others?.conversation ?? found.conversation,
          underWay: (others?.turnIds.size ?? 0) > 0,
        };
        const { conversation, turn, content, context, files } = openTurn(begin, earlier, clock.now(), newId);
        const { id: conversationId, system = null } = conversation;
        const ordinal = conversation.turns - 1;
        standing.enter(conversation, turnId);
        const operations: StoreOperation[] = [
          standing.putAsItStands(conversation),
          { type: 'put', key: turnKey(conversationId, ordinal), value: turn },
          ...files,
        ];
        return { open: { conversationId, ordinal, turn, content, context, system }, operations };
      }
    },

    async peek(id) {
      const { system = null, chosen } = await reader.find(id);
      const turns = await reader.turns(id);
      const context = contextOf(exchangesOf(turns, chosen), false, await readAttachments(store, turns));
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
        ...(turn.variantOf === undefined || !isAnswer(end) ? known : withoutChoice(known, turn.variantOf)),
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

    async get(id, last) {
      const { conversation } = await find(id);
      const { turns, earlier } =
        last === undefined ? { turns: await reader.turns(id), earlier: 0 } : await reader.latest(id, last);
      const compactions = await readCompactions(store, id);
      const { system, chosen } = conversation;
      const running = turns.findLast(({ state }) => state === 'running');
      return {
        ...summaryOf(conversation),
        messages: messagesOf(turns, compactions, chosen),
        ...(earlier === 0 ? {} : { earlierTurns: earlier }),
        ...(system === undefined ? {} : { system }),
        ...(running === undefined ? {} : { turnUnderWay: running.turnId }),
      };
    },

    async *all() {
      for await (const conversation of reader.conversations(false)) {
        const turns = await reader.turns(conversation.id);
        yield { ...summaryOf(conversation), messages: messagesOf(turns, [], conversation.chosen) };
      }
    },

    async add(conversation) {
      const id = newId();
      const { system } = conversation;
      const { turns, compactions, chosen } = turnsFromMessages(conversation, newId);
      const { deletedAt: _deletedAt, ...summary } = summaryOf(conversation);
      await store.write(
        putRecords({
          conversation: {
            ...summary,
            id,
            // What is told apart in it may be more than is shown; the next ordinal is behind them all.
            turns: Math.max(conversation.turns, turns.length),
            ...(system === undefined ? {} : { system }),
            ...(Object.keys(chosen).length === 0 ? {} : { chosen }),
          },
          turns,
          compactions,
        }),
      );
      return id;
    },

    async fork(id, at) {
      const fork = await standing.act(
        id,
        () => records(id),
        (found) => forkOf(found, at, newId(), clock.now()),
      );
      await store.write(putRecords(fork));
      return fork.conversation.id;
    },

    async choose(id, variant) {
      const read = async () => ({ ...(await find(id)), turns: await reader.turns(id) });
      await standing.change(id, read, (known, { turns }) => {
        if (standing.get(id) !== undefined) throw stillUnderWay();
        return chooseVariant(known, turns, variant);
      });
      const { conversation, turns, compactions } = await records(id);
      const message = messagesOf(turns, compactions, conversation.chosen).at(-1);
      if (message === undefined) throw new Error(`Conversation ${id} has no message.`);
      return message;
    },

    setSystem: (id, system) =>
      change(id, ({ system: _before, ...known }) => ({ ...known, ...(system === null ? {} : { system }) })),

    retitle: (id, from, title, costUsd) =>
      change(id, (known) => ({
        ...known,
        costUsd: known.costUsd + costUsd,
        title: title !== null && known.title === from ? title : known.title,
      })),

    rename: (id, title) => change(id, (known) => ({ ...known, title })),

    delete: (id) => change(id, (known) => ({ ...known, deletedAt: clock.now() })),

    restore: (id) => change(id, ({ deletedAt: _deletedAt, ...known }) => known),
  };
}

/** The newest answer counts, whatever was chosen before it came. */
function withoutChoice(conversation: StoredConversation, question: string): StoredConversation {
  const { chosen, ...known } = conversation;
  const others = Object.entries(chosen ?? {}).filter(([other]) => other !== question);
  return others.length === 0 ? known : { ...known, chosen: Object.fromEntries(others) };
}
