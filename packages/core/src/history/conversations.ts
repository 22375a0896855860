import type { Attachment } from '../protocol/attachment-schema.ts';
import type { Conversation, ConversationSummary, HistoryMessage } from '../protocol/records.ts';
import type { StoreOperation } from '../store/index.ts';
import type { Message } from '../turn/message.ts';
import type { Compaction } from './compaction.ts';
import type { Context } from './context-of.ts';
import type { StoredTurn } from './stored-turn.ts';

export interface BeginTurn {
  /** Null opens a new conversation. */
  readonly conversationId: string | null;
  readonly turnId: string;
  readonly traceId: string;
  readonly asked: ConversationAsk;
  readonly system: string | null;
}

/** What is asked of a conversation. */
export type ConversationAsk =
  | {
      readonly kind: 'question';
      readonly prompt: string;
      readonly attachments?: readonly Attachment[] | undefined;
    }
  /** That the last answer be gone on with; `prompt` is what the model is told. */
  | { readonly kind: 'continuation'; readonly prompt: string }
  /** Another answer to the last question; where `traceId` is given, an answer to that question has it. */
  | { readonly kind: 'variant'; readonly traceId: string | null };

/** A question on record, with what the model needs to know of before. */
export interface OpenTurn {
  readonly conversationId: string;
  readonly ordinal: number;
  readonly turn: StoredTurn;
  /** The question as the model sees it, with its files. */
  readonly content: Message['content'];
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
   * conversation. A continuation throws `invalid_request` where the last answer is whole; a variant where nothing was
   * asked yet, and `conflict` where something else was asked since. Both throw `conflict` where a turn is under way.
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
  /** Of a long one the last `last` messages at least, whole exchanges; all where left out. Throws `not_found`. */
  get(id: string, last?: number): Promise<Conversation>;
  /** Readable texts of a conversation that is not deleted, for search. */
  all(): AsyncIterable<Conversation>;
  add(conversation: Conversation): Promise<string>;
  /**
   * A new conversation that begins with the first `at` messages of this one: whole exchanges, with every answer and
   * summary. It has cost nothing yet. Throws `not_found`, `invalid_request` where an exchange would be cut in two, and
   * `conflict` where one of them is under way.
   */
  fork(id: string, at: number): Promise<string>;
  /**
   * Has one of the answers to the last question count from now on, numbered from 1; gives it. Throws `not_found`,
   * `invalid_request` where there is no such answer, and `conflict` where a turn is under way.
   */
  choose(id: string, variant: number): Promise<HistoryMessage>;
  /** What later questions get as their system prompt; null for none. Throws `not_found`. */
  setSystem(id: string, system: string | null): Promise<void>;
  /** Another title, where it still is `from`; `costUsd` goes to the conversation either way. Throws `not_found`. */
  retitle(id: string, from: string, title: string | null, costUsd: number): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  /** To the trash: kept, hidden, and restorable. */
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}
