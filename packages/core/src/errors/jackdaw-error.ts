import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

export interface ErrorDetails {
  readonly cause?: unknown;
  /** Overrides the code's own answer, e.g. where the upstream sent `x-should-retry`. */
  readonly retryable?: boolean;
  /** Milliseconds after which a new try has a chance. */
  readonly retryAfterMs?: number;
  /** The upstream's HTTP status, where there was one. */
  readonly status?: number;
  /** The upstream's own id of the request, for its support. */
  readonly requestId?: string;
}

/**
 * The only error that crosses a room's border. The message is for users: what happened, why, what to do next.
 * Aborts are not errors of this kind: whoever is aborted rethrows `signal.reason`.
 */
export class JackdawError extends Error {
  override readonly name = 'JackdawError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? ERROR_CODES[code].retryable;
    this.retryAfterMs = details.retryAfterMs;
    this.status = details.status;
    this.requestId = details.requestId;
  }
}
