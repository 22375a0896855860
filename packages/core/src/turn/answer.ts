import type { JsonObject } from './json-object.ts';
import type { ContentBlock } from './message.ts';
import type { Usage } from './usage.ts';

/** How an answer ended, in the Messages API's own words. */
export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'tool_use'
  | 'pause_turn'
  | 'refusal'
  | 'model_context_window_exceeded'
  | (string & {});

/** A whole answer, as the cache keeps it and every surface shows it. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  /** Content blocks other than text, in order, e.g. `tool_use`. */
  readonly blocks: readonly ContentBlock[];
  /** The parsed value, where the request carried a schema. */
  readonly data?: unknown;
  /** What it took to read `data` out of the text; not kept in the cache. */
  readonly repairs?: readonly string[] | undefined;
  /** Of a passage: the message in the API's own shape. Its `content` is left out where `text` is all of it. */
  readonly message?: JsonObject | undefined;
  readonly model: string;
  readonly stopReason: StopReason;
  /** The upstream's words on a refusal, where there are any. */
  readonly explanation?: string | undefined;
  /** What the upstream counted, all attempts together; null where a server does not tell. */
  readonly usage: Usage | null;
  /** Dollars; null where the usage or the price is unknown. */
  readonly costUsd: number | null;
  /** What the baseline model would have cost, where the router had the choice; not kept in the cache. */
  readonly baselineUsd?: number | null | undefined;
  /** Milliseconds from request to last byte, and to the first visible token. */
  readonly latencyMs: number;
  readonly ttftMs: number | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
