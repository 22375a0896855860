import type { ErrorCode } from '../errors/index.ts';
import type { CacheOutcome } from '../turn/turn-result.ts';
import type { Usage } from '../turn/usage.ts';

export type TurnOutcomeKind = 'complete' | 'refused' | 'cut' | 'cancelled' | 'failed';

/** One turn, however it ended: what the caller got. What the upstream billed is in the attempts' lines. */
export interface TurnLine {
  readonly traceId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly client: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly conversationId: string | null;
  readonly model: string | null;
  /** Null where the cache was not asked, or the turn ended before. */
  readonly cache: CacheOutcome | null;
  readonly outcome: TurnOutcomeKind;
  readonly error: ErrorCode | null;
  readonly latencyMs: number;
  readonly ttftMs: number | null;
  /** What the upstream billed for this turn's own calls; absent in lines of before there was such a count. */
  readonly usage?: Usage | null | undefined;
  readonly costUsd?: number | null | undefined;
  /** False where it may have cost more. */
  readonly costKnown?: boolean | undefined;
  /** By the cache, and by the router. */
  readonly savedUsd: number;
  readonly routingSavedUsd: number;
}
