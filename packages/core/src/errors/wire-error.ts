import type { ErrorCode } from './error-codes.ts';
import { JackdawError } from './jackdaw-error.ts';

/** A failure as events, stored records and scripts see it. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  /** Milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/** The one place where an error is made ready to leave the process: no stack, no cause, no secrets. */
export function toWireError(error: JackdawError): WireError {
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  };
}

/** The same failure on the other side. */
export function fromWireError({
  code,
  message,
  retryable,
  retryAfterMs,
  requestId,
}: WireError): JackdawError {
  return new JackdawError(code, message, {
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}
