import type { ModelInfo, Series, Stats, TaskType, TurnResult } from '@jackdaw/core/protocol';
import type { AnswerPart } from '../markdown/index.ts';
import type { ChatSession } from '../render-chat-options.ts';
import type { KnownNames } from '../slash-commands/known-names.ts';
import type { ConnectionState } from './connection.ts';
import type { LastAnswer } from './last-answer.ts';
import type { Offer } from './offer.ts';
import type { TurnProgress } from './turn-progress.ts';

/** A piece of the transcript, rendered once for the width of its time and never again. */
export interface TranscriptItem {
  readonly id: number;
  readonly lines: readonly string[];
}

/** The turn under way. */
export interface LiveTurn {
  readonly prompt: string;
  readonly progress: TurnProgress;
  /** What of the answer is still being written. */
  readonly tail: AnswerPart;
  /** What the model thinks at this moment; empty where it does not. */
  readonly thoughts: string;
  /** Whether anything of the answer is in the transcript or the tail. */
  readonly started: boolean;
  readonly cancelling: boolean;
}

/** The answer before this one, for `/why` and `/fresh`. */
export interface LastTurn {
  readonly prompt: string;
  readonly progress: TurnProgress;
  readonly result: TurnResult | null;
}

/** Something to choose, and what becomes of it. */
export interface PickChoice {
  readonly label: string;
  readonly detail: string;
  /** Must not throw; leaves the list. */
  run(): void | Promise<void>;
}

/** What stands where the input is. */
export type Screen =
  | { readonly name: 'chat' }
  | { readonly name: 'setup' }
  | { readonly name: 'palette' }
  | {
      readonly name: 'pick';
      readonly title: string;
      readonly choices: readonly PickChoice[];
      readonly initial?: number;
    }
  | { readonly name: 'models'; readonly models: readonly ModelInfo[] };

/** What has the whole terminal, over the chat, until the person goes back. */
export type FullView =
  | { readonly name: 'metrics' | 'history' | 'cache' }
  /** `last`, an id, the beginning of one; null for the list. */
  | { readonly name: 'trace'; readonly id: string | null };

/** What the text in the input would do if it were sent now. */
export type PromptEstimate =
  | {
      readonly kind: 'route';
      readonly model: string;
      /** Null where the person chose who answers. */
      readonly task: TaskType | null;
      /** Of the prompt, the conversation included. */
      readonly contextTokens: number;
      /** Dollars with an answer of the usual length; null where a price is unknown. */
      readonly usd: number | null;
    }
  /** No permitted model has room for it. */
  | { readonly kind: 'too-long' };

/** Figures of the last while, for curves. */
export interface RecentFigures {
  /** Steps of ten seconds. */
  readonly series: Series;
  /** Dollars since midnight, by the machine's own clock. */
  readonly todayUsd: number;
}

export type PanelSize = 'off' | 'line' | 'small' | 'full';

/** Everything that the chat shows; replaced, never changed. */
export interface ChatView {
  /** Null until there was a connection. */
  readonly session: ChatSession | null;
  readonly screen: Screen;
  /** Null where the chat has the terminal. */
  readonly fullView: FullView | null;
  readonly items: readonly TranscriptItem[];
  readonly turn: LiveTurn | null;
  readonly last: LastTurn | null;
  /** The last answer of the conversation; null where its last question has none. */
  readonly answer: LastAnswer | null;
  /** Where a question of the past is being edited: what is sent next is asked in a fork that has the messages before it. */
  readonly branch: { readonly id: string; readonly at: number } | null;
  /** A system prompt for a conversation that has not begun. */
  readonly system: string | null;
  /** What arguments of commands are completed with. */
  readonly known: KnownNames;
  /** What can be done about the last turn; null where it simply ended, or where something was asked since. */
  readonly offer: Offer | null;
  /** The latest turn that a similar question's answer served, and the latest that one was offered to. */
  readonly lastMatched: LastTurn | null;
  readonly lastOffered: LastTurn | null;
  /** Sent while a turn was under way or there was no connection yet; they go one by one. */
  readonly queued: readonly string[];
  /** Which of them is in the input to be changed, from 0; it waits there, with those behind it. */
  readonly editedQueued: number | null;
  readonly conversationId: string | null;
  /** All that was thought for the latest answer that anything was thought for; null where nothing was. */
  readonly lastThoughts: string | null;
  /** Null leaves it to the config. */
  readonly thinking: 'on' | 'off' | null;
  /** A model's id, a tier or `auto`. */
  readonly model: string;
  readonly connection: ConnectionState;
  readonly stats: Stats | null;
  /** For curves; null until a panel wanted it. */
  readonly recent: RecentFigures | null;
  /** Null until chosen: then the width of the screen decides. */
  readonly panel: PanelSize | null;
  /** A word in the status line until the next key: how to exit, what was kept. */
  readonly hint: string | null;
  /** Text that goes back into the input, where that is empty. Each has its own id. */
  readonly restore: { readonly id: number; readonly text: string } | null;
  /** Null where nothing is typed, or nobody knows. */
  readonly estimate: PromptEstimate | null;
  /** The files that would go with the text in the input, in words; null without any. */
  readonly attached: string | null;
  /** Whether estimates are wanted. */
  readonly estimating: boolean;
  /** Dollars, of this chat; saved by the cache, and by the router. */
  readonly spentUsd: number;
  readonly savedUsd: number;
  readonly routingSavedUsd: number;
}

export function initialView(model: string): ChatView {
  return {
    session: null,
    screen: { name: 'chat' },
    fullView: null,
    items: [],
    turn: null,
    last: null,
    answer: null,
    branch: null,
    system: null,
    known: { models: [], conversations: [] },
    offer: null,
    lastMatched: null,
    lastOffered: null,
    queued: [],
    editedQueued: null,
    conversationId: null,
    lastThoughts: null,
    thinking: null,
    model,
    connection: { status: 'connecting', starting: false },
    stats: null,
    recent: null,
    panel: null,
    hint: null,
    restore: null,
    estimate: null,
    attached: null,
    estimating: true,
    spentUsd: 0,
    savedUsd: 0,
    routingSavedUsd: 0,
  };
}
