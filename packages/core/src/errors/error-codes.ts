/** What a kind of failure means at each surface. One table, so that no surface invents its own reading. */
interface ErrorMeaning {
  /** Would the same request, sent again later, have a chance? */
  readonly retryable: boolean;
  /** Exit code of the `jackdaw` command. */
  readonly exitCode: number;
  /** JSON-RPC 2.0 error code. */
  readonly rpcCode: number;
  /** Status over HTTP, and the type of error in the Messages API's words. */
  readonly httpStatus: number;
  readonly apiType: string;
}

const failed = {
  retryable: false,
  exitCode: 1,
  rpcCode: -32000,
  httpStatus: 500,
  apiType: 'api_error',
} as const;

/** https://platform.claude.com/docs/en/api/errors */
const INVALID = { httpStatus: 400, apiType: 'invalid_request_error' } as const;
const MISSING = { httpStatus: 404, apiType: 'not_found_error' } as const;
const NO_KEY = { httpStatus: 401, apiType: 'authentication_error' } as const;
const NO_MONEY = { httpStatus: 402, apiType: 'billing_error' } as const;
const TOO_OFTEN = { httpStatus: 429, apiType: 'rate_limit_error' } as const;
const NO_GATEWAY = { httpStatus: 502 } as const;
const TOO_LATE = { httpStatus: 504, apiType: 'timeout_error' } as const;
const NOT_NOW = { httpStatus: 503 } as const;

/** Every failure that a user or a script can meet, by its stable code. */
export const ERROR_CODES = {
  // The caller's own mistakes
  parse_error: { ...failed, ...INVALID, rpcCode: -32700 },
  invalid_frame: { ...failed, ...INVALID, rpcCode: -32600 },
  method_not_found: { ...failed, ...MISSING, rpcCode: -32601 },
  invalid_request: { ...failed, ...INVALID, exitCode: 2, rpcCode: -32602 },
  invalid_config: { ...failed, exitCode: 2 },
  too_large: { ...failed, exitCode: 2, httpStatus: 413, apiType: 'request_too_large' },
  not_found: { ...failed, ...MISSING },
  conflict: { ...failed, httpStatus: 409, apiType: 'conflict_error' },
  unauthorized: { ...failed, ...NO_KEY, rpcCode: -32001 },
  protocol_mismatch: { ...failed, rpcCode: -32002 },
  // Credentials and money
  credentials_missing: { ...failed, ...NO_KEY, exitCode: 3 },
  credentials_rejected: { ...failed, ...NO_KEY, exitCode: 3 },
  over_budget: { ...failed, ...NO_MONEY, exitCode: 8 },
  spend_limit: { ...failed, ...NO_MONEY, exitCode: 8 },
  // Limits
  rate_limited: { ...failed, ...TOO_OFTEN, retryable: true, exitCode: 4 },
  overloaded: { ...failed, retryable: true, exitCode: 4, httpStatus: 529, apiType: 'overloaded_error' },
  queue_full: { ...failed, ...TOO_OFTEN, retryable: true, exitCode: 4 },
  // The upstream
  unreachable: { ...failed, ...NO_GATEWAY, retryable: true, exitCode: 7 },
  not_cached: { ...failed, ...MISSING, exitCode: 7 },
  upstream_error: { ...failed, ...NO_GATEWAY, retryable: true },
  upstream_rejected: { ...failed, ...INVALID },
  context_exceeded: { ...failed, ...INVALID },
  stalled: { ...failed, ...TOO_LATE, retryable: true },
  interrupted: { ...failed, ...NO_GATEWAY, retryable: true },
  // The answer
  invalid_output: { ...failed, exitCode: 5 },
  refused: { ...failed, exitCode: 6 },
  // The daemon
  cancelled: { ...failed, exitCode: 130, httpStatus: 499 },
  daemon_unavailable: { ...failed, ...NOT_NOW, retryable: true },
  storage_failed: failed,
  shutting_down: { ...failed, ...NOT_NOW, retryable: true },
  internal: { ...failed, rpcCode: -32603 },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_CODES, value);
}
