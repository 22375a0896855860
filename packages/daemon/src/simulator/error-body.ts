import type Anthropic from '@anthropic-ai/sdk';

/** The error types of the API. The SDK's union lacks the one of status 413. */
export type ErrorType = Anthropic.ErrorType | 'request_too_large';

/** The error type that upstream sends with a status. */
const typeOfStatus: Readonly<Record<number, ErrorType>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export interface ErrorDescription {
  /** Left out: the type that belongs to the status. */
  readonly type?: string | undefined;
  readonly message?: string | undefined;
  readonly code?: string | undefined;
}

/** The JSON of an error response. */
export function errorBody(status: number, error: ErrorDescription, requestId: string): string {
  const type = error.type ?? typeOfStatus[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  return JSON.stringify({
    type: 'error',
    error: {
      type,
      message: error.message ?? defaultMessage(type),
      ...(error.code === undefined ? {} : { details: { error_code: error.code } }),
    },
    request_id: requestId,
  });
}

/** The data of an `error` event in the middle of a stream; it carries no request id. */
export function errorEventData(error: ErrorDescription): string {
  const type = error.type ?? 'overloaded_error';
  return JSON.stringify({ type: 'error', error: { type, message: error.message ?? defaultMessage(type) } });
}

function defaultMessage(type: string): string {
  if (type === 'overloaded_error') return 'Overloaded';
  if (type === 'api_error') return 'Internal server error';
  return `Simulated ${type.replaceAll('_', ' ')}`;
}
