import { prefixRange, type JsonValue } from '../store/index.ts';
import type { AttemptLine } from './attempt-line.ts';
import {
  addFigures,
  amendment,
  figuresOfAttempt,
  figuresOfTurn,
  NO_FIGURES,
  type Figures,
} from './figures.ts';
import { localDate } from './local-date.ts';
import { Sums } from './sums.ts';
import type { TurnLine } from './turn-line.ts';
import type { Taken } from './uncounted-lines.ts';

/** Days and conversations that are kept in memory; the ones used least recently go. */
const DAYS_KEPT = 4;
const CONVERSATIONS_KEPT = 500;

const DAYS = 'ledger-day/';
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
 * adds the parts up.
 */
export interface DurableSums {
  addTurn(line: TurnLine): void;
  /** `before`: the same attempt as it was counted until now. */
  addAttempt(line: AttemptLine, before: AttemptLine | null): void;
  /** The parts that have changed since they were last taken, as they are now. */
  take(): Taken;
}

export function createDurableSums(newId: () => string): DurableSums {
  const days = new Kept<Sums>(DAYS_KEPT, (date) => ({ key: `${DAYS}${date}/${newId()}`, value: new Sums() }));
  const conversations = new Kept<{ now: ConversationSums }>(CONVERSATIONS_KEPT, (id) => ({
    key: `${CONVERSATIONS}${id}/${newId()}`,
    value: { now: { lastAt: 0, figures: NO_FIGURES } },
  }));
  const changed = new Map<string, () => JsonValue>();

  function dayOf(time: number, change: (sums: Sums) => void): void {
    const { key, value } = days.get(localDate(time));
    change(value);
    if (!changed.has(key)) changed.set(key, () => value.toJSON());
  }

  function conversationOf(id: string | null, at: number, figures: () => Figures): void {
    if (id === null) return;
    const { key, value } = conversations.get(id);
    const { now } = value;
    value.now = { lastAt: Math.max(now.lastAt, at), figures: addFigures(now.figures, figures()) };
    changed.set(key, () => value.now);
  }

  return {
    addTurn(line) {
      dayOf(line.at, (day) => day.addTurn(line));
      conversationOf(line.conversationId, line.at, () => figuresOfTurn(line));
    },
    addAttempt(line, before) {
      dayOf(line.startedAt, (day) => day.addAttempt(line, before));
      conversationOf(line.turn?.conversationId ?? null, line.startedAt, () =>
        before === null ? figuresOfAttempt(line) : amendment(before, line),
      );
    },
    take() {
      const taken = [...changed];
      changed.clear();
      return {
        operations: taken.map(([key, now]) => ({ type: 'put', key, value: now() })),
        putBack() {
          for (const [key, now] of taken) changed.set(key, now);
        },
      };
    },
  };
}

interface Part<Value> {
  readonly key: string;
  readonly value: Value;
}

/** The latest parts. What is asked for again after it has gone begins another part. */
class Kept<Value> {
  readonly #parts = new Map<string, Part<Value>>();
  readonly #most: number;
  readonly #create: (name: string) => Part<Value>;

  constructor(most: number, create: (name: string) => Part<Value>) {
    this.#most = most;
    this.#create = create;
  }

  get(name: string): Part<Value> {
    const part = this.#parts.get(name) ?? this.#create(name);
    this.#parts.delete(name);
    this.#parts.set(name, part);
    for (const oldest of this.#parts.keys()) {
      if (this.#parts.size <= this.#most) break;
      this.#parts.delete(oldest);
    }
    return part;
  }
}
