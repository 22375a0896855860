import type { StopReason } from './answer.ts';
import type { ContentBlock } from './message.ts';
import type { Usage } from './usage.ts';

export type CacheTier = 'exact' | 'semantic';
export type CacheOutcome = 'miss' | CacheTier;

/** What one turn came to: the answer with where it came from and what it took. The shape of `ask --json`. */
export interface TurnResult {
  readonly text: string;
  readonly data?: unknown;
  /** What it took to read `data` out of `text`, e.g. `trailing-comma`; absent where that was strict JSON, and for a hit. */
  readonly repairs?: readonly string[] | undefined;
  /** Content blocks other than text, where there are any. */
  readonly blocks?: readonly ContentBlock[] | undefined;
  readonly model: string;
  readonly cache: CacheOutcome;
  /** What this turn was billed: zeros for a hit; null where the server does not tell. */
  readonly usage: Usage | null;
  /** Dollars; 0 for a hit; null where the price is unknown. */
  readonly costUsd: number | null;
  /** Dollars that the cache saved. */
  readonly savedUsd: number;
  /** Dollars that the router saved beside the baseline model, below 0 where it cost more; null where a price is unknown. */
  readonly routingSavedUsd?: number | null | undefined;
  /** Milliseconds. */
  readonly latencyMs: number;
  readonly ttftMs: number | null;
  readonly traceId: string;
  readonly conversationId: string | null;
  readonly stopReason: StopReason;
  /** The upstream's words on a refusal, where there are any. */
  readonly explanation?: string | undefined;
  /** True where the built-in simulator answered. */
  readonly simulated?: boolean | undefined;
}
