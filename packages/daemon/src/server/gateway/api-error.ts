import { ERROR_CODES, type ErrorCode, type WireError } from '@jackdaw/core/protocol';

type Failure = Pick<WireError, 'code' | 'message' | 'retryAfterMs' | 'requestId'> & {
  readonly retryable?: boolean | undefined;
};

export interface ApiError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Failures of ours alone, after which the same request may be sent again by the tool; the upstream's we have tried again ourselves. */
const TOOL_MAY_RETRY: ReadonlySet<ErrorCode> = new Set(['queue_full', 'shutting_down', 'daemon_unavailable']);

/** A failure as the Messages API tells its own. `x-should-retry` keeps a tool's retries from multiplying ours. */
export function apiError(failure: Failure, traceId: string | null): ApiError {
  const { code, retryAfterMs } = failure;
  const requestId = failure.requestId ?? traceId;
  return {
    status: ERROR_CODES[code].httpStatus,
    headers: {
      'x-should-retry': String(TOOL_MAY_RETRY.has(code)),
      ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
      ...(requestId === null ? {} : { 'request-id': requestId }),
    },
    body: apiErrorBody(failure, traceId),
  };
}

export function apiErrorBody(failure: Failure, traceId: string | null): string {
  return JSON.stringify(errorObject(failure, traceId));
}

export function errorObject({ code, message, requestId }: Failure, traceId: string | null): object {
  return {
    type: 'error',
    error: { type: ERROR_CODES[code].apiType, message, details: { error_code: code } },
    request_id: requestId ?? traceId,
  };
}

/**
 * A failure in the midst of a stream. The line break before it ends what was being said: a tool reads the half of an event
 * that may stand there as part of this one, and not as an event of its own.
 */
export function errorEvent(failure: Failure, traceId: string): string {
  return `\nevent: error\ndata: ${apiErrorBody(failure, traceId)}\n\n`;
}
