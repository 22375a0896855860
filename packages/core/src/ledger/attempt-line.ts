import type { WireError } from '../errors/index.ts';
import type { Usage } from '../turn/usage.ts';

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
  /**
   * Of calls that no question made: the semantic cache's judge, the model's answer that a hit was checked against, and
   * the summary of a conversation's older turns.
   */
  readonly purpose?: 'judge' | 'shadow' | 'compact' | undefined;
}

/**
 * Puts an attempt on record, aborted ones too, each exactly once: when the upstream first says what it has counted, or
 * at the end where it never does. The function returned puts a later state of the attempt in the earlier one's place.
 * Neither throws.
 */
export type RecordAttempt = (line: AttemptLine) => AmendAttempt;
export type AmendAttempt = (line: AttemptLine) => void;
