import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { Conversation, ConversationSummary } from '../protocol/records.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import {
  allConversations,
  compactionKey,
  conversationKey,
  partialKey,
  partialsOf,
  turnKey,
  turnsOf,
} from './history-keys.ts';
import { applyCompaction, type Compaction } from './compaction.ts';
import { contextOf, type Context } from './context-of.ts';
import { exchangesOf, isAnswer } from './exchanges-of.ts';
import { messagesOf } from './messages-of.ts';
import { readCompactions } from './read-compactions.ts';
import { createSteadyReads } from './steady-reads.ts';
import {
  storedConversationSchema,
  storedTurnSchema,
  type StoredConversation,
  type StoredTurn,
} from './stored-turn.ts';
import { titleOf } from './title-of.ts';
import { turnsFromMessages } from './turns-from-messages.ts';

export interface BeginTurn {
  /** Null opens a new conversation. */
  readonly conversationId: string | null;
  readonly turnId: string;
  readonly traceId: string;
  readonly prompt: string;
  readonly system: string | null;
  /** It goes on with the conversation's last answer; default false. */
  readonly continues?: boolean;
}

/** A question on record, with what the model needs to know of before. */
export interface OpenTurn {
  readonly conversationId: string;
  readonly ordinal: number;
  readonly turn: StoredTurn;
  readonly context: Context;
  readonly system: string | null;
}

export type EndTurn = Pick<
  StoredTurn,
  'state' | 'text' | 'model' | 'route' | 'result' | 'entryId' | 'error' | 'usage' | 'costUsd'
>;

/** The conversations that jackdaw keeps. A turn's writes go through the caller, into one batch with what else belongs to it. */
export interface Conversations {
  /**
   * The turn with the operations that put its question on record. Throws `not_found` for an unknown or deleted
   * conversation. A continuation throws `invalid_request` where the last answer is whole, and `conflict` where it is
   * still under way.
   */
  begin(begin: BeginTurn): Promise<{ open: OpenTurn; operations: StoreOperation[] }>;
  /** What the model would know of before, if a question were asked now. Throws `not_found`. */
  peek(id: string): Promise<{ context: Context; system: string | null }>;
  /** The summary that stands for the older turns now; null where there is none. */
  compaction(id: string): Promise<Compaction | null>;
  /**
   * Has a summary stand for older turns from now on; the turns stay as they are. `costUsd` goes to the conversation:
   * what no turn is billed. Throws `not_found`, and what the store throws: nothing has changed then.
   */
  compact(id: string, compaction: Compaction, costUsd: number): Promise<void>;
  /** A piece of the answer under way, so that a crash keeps it. */
  partial(turnId: string, chunk: number, text: string): StoreOperation;
  /** What to write when a turn is over; to be called once for each `begin`. */
  end(open: OpenTurn, end: EndTurn, chunks: number): StoreOperation[];
  list(options: {
    limit?: number | undefined;
    cursor?: string | undefined;
    deleted?: boolean | undefined;
  }): Promise<{
    conversations: ConversationSummary[];
    cursor: string | null;
  }>;
  /** Throws `not_found`. */
  get(id: string): Promise<Conversation>;
  /** Readable texts of a conversation that is not deleted, for search. */
  all(): AsyncIterable<Conversation>;
  add(conversation: Conversation): Promise<string>;
  rename(id: string, title: string): Promise<void>;
  /** To the trash: kept, hidden, and restorable. */
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}

export interface ConversationsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
}

export function createConversations({ store, clock, newId }: ConversationsOptions): Conversations {
  // Conversations with turns under way, as they stand: two turns at once must neither share an ordinal nor lose a cost.
  const underWay = new Map<string, { conversation: StoredConversation; turnIds: Set<string> }>();
  const steady = createSteadyReads();

  async function find(id: string): Promise<StoredConversation> {
    const parsed = storedConversationSchema.safeParse(await store.get(conversationKey(id)));
    if (parsed.success) return parsed.data;
    throw new JackdawError(
      'not_found',
      `There is no conversation ${id}. \`jackdaw history list\` shows those there are.`,
    );
  }

  /** Changes a conversation as it stands, with the turns that are under way. Where it cannot be saved, nothing changes. */
  async function change(
    id: string,
    edit: (known: StoredConversation) => StoredConversation,
    also: readonly StoreOperation[] = [],
  ): Promise<void> {
    const write = await steady.act(
      id,
      () => find(id),
      (found) => {
        const entry = underWay.get(id);
        const before = entry?.conversation ?? found;
        const after = edit(before);
        if (entry !== undefined) entry.conversation = after;
        steady.changed(id);
        const undo = () => {
          if (entry?.conversation === after) entry.conversation = before;
        };
        return {
          undo,
          done: store.write([{ type: 'put', key: conversationKey(id), value: after }, ...also]),
        };
      },
    );
    try {
      await write.done;
    } catch (error) {
      write.undo();
      throw error;
    }
  }

  /** What is written of a conversation is what it has become by then. */
  function putAsItStands(conversation: StoredConversation): StoreOperation {
    const { id } = conversation;
    return {
      type: 'put',
      key: conversationKey(id),
      get value() {
        return underWay.get(id)?.conversation ?? conversation;
      },
    };
  }

  async function readTurns(conversationId: string): Promise<StoredTurn[]> {
    const turns: StoredTurn[] = [];
    for await (const { value } of store.scan(turnsOf(conversationId))) {
      const parsed = storedTurnSchema.safeParse(value);
      if (parsed.success) turns.push(await settle(conversationId, parsed.data));
    }
    return turns;
  }

  const latestCompaction = async (id: string): Promise<Compaction | null> =>
    (await readCompactions(store, id)).at(-1) ?? null;

  /** A record left `running` by a process that is gone was interrupted; its partial text lies beside it. */
  async function settle(conversationId: string, turn: StoredTurn): Promise<StoredTurn> {
    if (turn.state !== 'running' || underWay.get(conversationId)?.turnIds.has(turn.turnId) === true)
      return turn;
    let text = '';
    for await (const { value } of store.scan(partialsOf(turn.turnId)))
      if (typeof value === 'string') text += value;
    return { ...turn, state: 'interrupted', text };
  }

  async function* summaries(deleted: boolean): AsyncGenerator<StoredConversation> {
    for await (const { value } of store.scan(allConversations)) {
      const parsed = storedConversationSchema.safeParse(value);
      if (parsed.success && (parsed.data.deletedAt !== undefined) === deleted) yield parsed.data;
    }
  }

  return {
    async begin({ conversationId, turnId, traceId, prompt, system, continues = false }) {
      if (conversationId === null) return open(null, [], null);
      const read = async () => ({
        found: await find(conversationId),
        earlier: await readTurns(conversationId),
        compaction: await latestCompaction(conversationId),
      });
      return steady.act(conversationId, read, ({ found, earlier, compaction }) =>
        open(found, earlier, compaction),
      );

      /** From here on nothing waits: what is under way now is what stands. */
      function open(
        found: StoredConversation | null,
        earlier: readonly StoredTurn[],
        compaction: Compaction | null,
      ) {
        const now = clock.now();
        const entry = underWay.get(found?.id ?? '');
        const known = entry?.conversation ?? found;
        if (known?.deletedAt !== undefined) {
          throw new JackdawError(
            'not_found',
            `Conversation ${known.id} is in the trash; \`jackdaw history restore ${known.id}\` brings it back.`,
          );
        }
        if (continues) checkContinuable(earlier, (entry?.turnIds.size ?? 0) > 0);
        const id = known?.id ?? newId();
        const ordinal = known?.turns ?? 0;
        const turn: StoredTurn = {
          turnId,
          traceId,
          prompt,
          ...(continues ? { continues } : {}),
          askedAt: now,
          state: 'running',
          text: '',
        };
        const kept = system ?? known?.system;
        const conversation: StoredConversation = {
          ...(known ?? { id, title: titleOf(prompt), createdAt: now, costUsd: 0 }),
          updatedAt: now,
          turns: ordinal + 1,
          ...(kept === undefined ? {} : { system: kept }),
        };
        underWay.set(id, { conversation, turnIds: (entry?.turnIds ?? new Set()).add(turnId) });
        steady.changed(id);
        const operations: StoreOperation[] = [
          putAsItStands(conversation),
          { type: 'put', key: turnKey(id, ordinal), value: turn },
        ];
        const opened = {
          conversationId: id,
          ordinal,
          turn,
          context: applyCompaction(contextOf(earlier, continues), compaction, continues),
          system: kept ?? null,
        };
        return { open: opened, operations };
      }
    },

    async peek(id) {
      const { system = null } = await find(id);
      const context = contextOf(await readTurns(id), false);
      return { context: applyCompaction(context, await latestCompaction(id), false), system };
    },

    compaction: latestCompaction,

    compact: (id, compaction, costUsd) =>
      change(id, (known) => ({ ...known, costUsd: known.costUsd + costUsd }), [
        { type: 'put', key: compactionKey(id, newId()), value: compaction },
      ]),

    partial: (turnId, chunk, text) => ({ type: 'put', key: partialKey(turnId, chunk), value: text }),

    end(turn, end, chunks) {
      const now = clock.now();
      const entry = underWay.get(turn.conversationId);
      if (entry === undefined) throw new Error(`Conversation ${turn.conversationId} has no turn under way.`);
      const { conversation } = entry;
      entry.conversation = {
        ...conversation,
        updatedAt: now,
        costUsd: conversation.costUsd + (end.costUsd ?? 0),
      };
      entry.turnIds.delete(turn.turn.turnId);
      if (entry.turnIds.size === 0) underWay.delete(turn.conversationId);
      steady.changed(turn.conversationId);
      const operations: StoreOperation[] = [
        {
          type: 'put',
          key: turnKey(turn.conversationId, turn.ordinal),
          value: { ...turn.turn, ...end, answeredAt: now },
        },
        { type: 'put', key: conversationKey(turn.conversationId), value: entry.conversation },
      ];
      for (let chunk = 0; chunk < chunks; chunk++) {
        operations.push({ type: 'delete', key: partialKey(turn.turn.turnId, chunk) });
      }
      return operations;
    },

    async list({ limit = 1000, cursor, deleted = false }) {
      const found: StoredConversation[] = [];
      for await (const conversation of summaries(deleted)) found.push(conversation);
      found.sort((a, b) => b.updatedAt - a.updatedAt || b.id.localeCompare(a.id));
      const start = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
      const conversations = found.slice(start, start + limit).map(summaryOf);
      const more = start + limit < found.length;
      return { conversations, cursor: more ? (conversations.at(-1)?.id ?? null) : null };
    },

    async get(id) {
      const conversation = await find(id);
      const turns = await readTurns(id);
      const running = turns.findLast(({ state }) => state === 'running');
      return {
        ...summaryOf(conversation),
        messages: messagesOf(turns, await readCompactions(store, id)),
        ...(running === undefined ? {} : { turnUnderWay: running.turnId }),
      };
    },

    async *all() {
      for await (const conversation of summaries(false)) {
        yield {
          ...summaryOf(conversation),
          messages: messagesOf(await readTurns(conversation.id)),
        };
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

function checkContinuable(turns: readonly StoredTurn[], underWay: boolean): void {
  if (underWay) {
    throw new JackdawError(
      'conflict',
      'An answer is still under way in this conversation. Wait for its end.',
    );
  }
  const last = exchangesOf(turns).findLast((exchange) => exchange.some(isAnswer));
  if (last?.findLast(isAnswer)?.state === 'interrupted') return;
  throw new JackdawError(
    'invalid_request',
    last === undefined
      ? 'There is no answer in this conversation yet that could be continued.'
      : 'The last answer of this conversation is whole: there is nothing to continue.',
  );
}

function summaryOf({
  id,
  title,
  createdAt,
  updatedAt,
  turns,
  costUsd,
  deletedAt,
}: StoredConversation): ConversationSummary {
  return {
    id,
    title,
    createdAt,
    updatedAt,
    turns,
    costUsd,
    ...(deletedAt === undefined ? {} : { deletedAt }),
  };
}
