import type { JsonObject } from './json-object.ts';
import type { PreviousRoute } from '../router/previous-route.ts';
import type { TaskType } from '../router/task-type.ts';
import type { ContentBlock, Message } from './message.ts';
import type { Passage } from './passage.ts';

/**
 * - `use`: answer from the cache where it can, save what is new
 * - `refresh`: ask the model, replace what the cache holds
 * - `off`: neither read nor write
 * - `only`: answer from the cache or fail with `not_cached`
 */
export const CACHE_MODES = ['use', 'refresh', 'off', 'only'] as const;
export type CacheMode = (typeof CACHE_MODES)[number];

export const SEMANTIC_MODES = ['serve', 'suggest', 'off'] as const;
export type SemanticMode = (typeof SEMANTIC_MODES)[number];

export const PRIORITIES = ['person', 'script'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface CacheWish {
  readonly mode: CacheMode;
  readonly semantic: SemanticMode;
  /** Milliseconds that a new entry lives; the configured default where absent. */
  readonly ttlMs?: number | undefined;
}

/** A whole, normalised request: what `runTurn` takes. Everything that can change the answer is here, and nothing is implied. */
export interface ChatRequest {
  /** The conversation as the model will see it; the last message is the user's. */
  readonly messages: readonly Message[];
  /** For each earlier question with its answer, the cache entry that the answer lies in, where there is one. Not in the exact key. */
  readonly contextEntries: readonly (string | null)[];
  readonly system: string | readonly ContentBlock[] | null;
  /** `auto`, a tier (`fast`, `balanced`, `capable`) or a model's id. */
  readonly model: string;
  /** What kind of work this is, where the caller knows. */
  readonly task: TaskType | null;
  /** Most tokens of the answer. */
  readonly maxTokens: number;
  /** True where nobody asked for just so many: a model that writes fewer is asked for as many as it writes. Not in the key. */
  readonly maxTokensIsDefault?: boolean | undefined;
  /** JSON Schema that the answer must satisfy. */
  readonly schema: JsonObject | null;
  readonly tools: readonly JsonObject[];
  readonly toolChoice: JsonObject | null;
  readonly thinking: JsonObject | null;
  readonly betas: readonly string[];
  readonly cache: CacheWish;
  /** Who answered the conversation's last question that a model answered; `auto` stays with it. Not in the key. */
  readonly previous: PreviousRoute | null;
  readonly priority: Priority;
  /** True where the answer is wanted although the day's budget is spent. */
  readonly overBudget: boolean;
  /** Whose answers may be shared with whom: entries of one tenant are never served to another. */
  readonly tenant: string;
  /** The caller's own labels, kept in the ledger. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What goes upstream in the place of all the above, where a tool that speaks the Messages API asks. */
  readonly passage?: Passage | undefined;
}
