import type { WireError } from '../errors/index.ts';
import type { Usage } from '../turn/usage.ts';

/** The turn that an upstream call belongs to. */
export interface AttemptTurn {
  readonly traceId: string;
  readonly client: string;
  readonly conversationId: string | null;
  /** `none` where the cache was not asked. */
  readonly tier: 'miss' | 'none';
}

/** One upstream call, however it ended: what was billed for it. */
export interface AttemptLine {
  readonly model: string;
  /** From 1, within one flight. */
  readonly attempt: number;
  readonly requestId: string | null;
  /** Milliseconds since the epoch, and milliseconds. */
  readonly startedAt: number;
  readonly latencyMs: number;
  readonly ttftMs: number | null;
  /** Null where nothing was counted (failed before the first byte) or the server does not tell. */
  readonly usage: Usage | null;
  readonly costUsd: number | null;
  readonly error: WireError | null;
  readonly simulated: boolean;
  /** Whose turn made the call; several turns may have shared it. */
  readonly turn?: AttemptTurn | undefined;
  /** True until the attempt is over: `error` is what is to be said of it if that never comes. */
  readonly underWay?: boolean | undefined;
  /** False where the upstream's last count did not come: it may have billed more. */
  readonly countComplete?: boolean | undefined;
  /**
   * Of calls that no question made: the semantic cache's judge, the model's answer that a hit was checked against, the
   * summary of a conversation's older turns, and its title.
   */
  readonly purpose?: 'judge' | 'shadow' | 'compact' | 'title' | undefined;
}

/**
 * Puts an attempt on record, aborted ones too, each exactly once: when the upstream first says what it has counted, or
 * at the end where it never does. The function returned puts a later state of the attempt in the earlier one's place.
 * Neither throws.
 */
export type RecordAttempt = (line: AttemptLine) => AmendAttempt;
export type AmendAttempt = (line: AttemptLine) => void;

/**
 * Whether the dollars of an attempt are all there is to pay for it. Not where there is no price, or where an answer had
 * begun and its last count did not come. What failed before an answer began is free.
 */
export function isCostKnown({
  usage,
  costUsd,
  error,
  ttftMs,
  countComplete,
  simulated,
}: AttemptLine): boolean {
  if (simulated) return true;
  if (usage === null) return error !== null && ttftMs === null;
  return costUsd !== null && countComplete !== false;
}
