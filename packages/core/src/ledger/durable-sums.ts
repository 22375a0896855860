import { prefixRange, type DeriveOperation, type JsonValue, type StoreOperation } from '../store/index.ts';
import type { AttemptLine } from './attempt-line.ts';
import type { AttemptFigures, Figures } from './figures.ts';
import { DAYS } from './ledger-keys.ts';
import { localDate } from './local-date.ts';
import { Sums } from './sums.ts';
import { Tally } from './tally.ts';
import type { TurnLine } from './turn-line.ts';

/** Days and conversations that are kept in memory; the ones used least recently go. */
const DAYS_KEPT = 4;
const CONVERSATIONS_KEPT = 500;

const CONVERSATIONS = 'ledger-conversation/';

/** Keys of the days from the one of `since` on. */
export const daysFrom = (since: number) => ({
  ...prefixRange(DAYS),
  from: `${DAYS}${localDate(since)}`,
});
export const allConversations = prefixRange(CONVERSATIONS);
/** The day, or the conversation, that a key is a part of. */
export const nameInKey = (key: string): string => key.split('/')[1] ?? '';

/** Of one conversation. `lastAt`: milliseconds since the epoch. */
export interface ConversationSums {
  readonly lastAt: number;
  readonly figures: Figures;
}

/**
 * Sums per day and per conversation. Nothing is read first: each run of the daemon writes parts of its own, and who reads
 * adds the parts up. Each line's batch gets the parts that it changed.
 */
export interface DurableSums {
  addTurn(line: TurnLine, batch: StoreOperation[]): void;
  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures, batch: StoreOperation[]): void;
}

export function createDurableSums(newId: () => string): DurableSums {
  const days = new Parts(DAYS_KEPT, (date) => partOf(`${DAYS}${date}/${newId()}`, new Sums()));
  const conversations = new Parts(CONVERSATIONS_KEPT, (id) =>
    partOf(`${CONVERSATIONS}${id}/${newId()}`, new ConversationTally()),
  );

  return {
    addTurn(line, batch) {
      const day = days.get(localDate(line.at));
      day.value.addTurn(line);
      batch.push(day.record);
      if (line.conversationId === null) return;
      const conversation = conversations.get(line.conversationId);
      conversation.value.lastAt = Math.max(conversation.value.lastAt, line.at);
      conversation.value.figures.addTurn(line);
      batch.push(conversation.record);
    },
    addAttempt(line, added, batch) {
      const day = days.get(localDate(line.startedAt));
      day.value.addAttempt(line, added);
      batch.push(day.record);
      const id = line.turn?.conversationId ?? null;
      if (id === null) return;
      const conversation = conversations.get(id);
      conversation.value.lastAt = Math.max(conversation.value.lastAt, line.startedAt);
      conversation.value.figures.addAttempt(added);
      batch.push(conversation.record);
    },
  };
}

class ConversationTally {
  lastAt = 0;
  readonly figures = new Tally();

  toJSON(): ConversationSums {
    return { lastAt: this.lastAt, figures: this.figures.figures() };
  }
}

interface Part<Value> {
  readonly value: Value;
  readonly record: DeriveOperation;
}

function partOf<Value extends { toJSON(): JsonValue }>(key: string, value: Value): Part<Value> {
  return { value, record: { type: 'derive', key, read: () => value.toJSON() } };
}

/** The latest parts. What is asked for again after it has gone begins another part. */
class Parts<Value> {
  readonly #parts = new Map<string, Part<Value>>();
  readonly #most: number;
  readonly #create: (name: string) => Part<Value>;
  #latest: { readonly name: string; readonly part: Part<Value> } | null = null;

  constructor(most: number, create: (name: string) => Part<Value>) {
    this.#most = most;
    this.#create = create;
  }

  get(name: string): Part<Value> {
    if (this.#latest?.name === name) return this.#latest.part;
    const part = this.#parts.get(name) ?? this.#create(name);
    this.#latest = { name, part };
    this.#parts.delete(name);
    this.#parts.set(name, part);
    for (const oldest of this.#parts.keys()) {
      if (this.#parts.size <= this.#most) break;
      this.#parts.delete(oldest);
    }
    return part;
  }
}
