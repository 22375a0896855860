/** What a kind of failure means at each surface. One table, so that no surface invents its own reading. */
interface ErrorMeaning {
  /** Would the same request, sent again later, have a chance? */
  readonly retryable: boolean;
  /** Exit code of the `jackdaw` command. */
  readonly exitCode: number;
  /** JSON-RPC 2.0 error code. */
  readonly rpcCode: number;
}

const failed = { retryable: false, exitCode: 1, rpcCode: -32000 } as const;

/** Every failure that a user or a script can meet, by its stable code. */
export const ERROR_CODES = {
  // The caller's own mistakes
  parse_error: { ...failed, rpcCode: -32700 },
  invalid_frame: { ...failed, rpcCode: -32600 },
  method_not_found: { ...failed, rpcCode: -32601 },
  invalid_request: { ...failed, exitCode: 2, rpcCode: -32602 },
  invalid_config: { ...failed, exitCode: 2 },
  too_large: { ...failed, exitCode: 2 },
  not_found: failed,
  conflict: failed,
  unauthorized: { ...failed, rpcCode: -32001 },
  protocol_mismatch: { ...failed, rpcCode: -32002 },
  // Credentials and money
  credentials_missing: { ...failed, exitCode: 3 },
  credentials_rejected: { ...failed, exitCode: 3 },
  over_budget: { ...failed, exitCode: 8 },
  spend_limit: { ...failed, exitCode: 8 },
  // Limits
  rate_limited: { ...failed, retryable: true, exitCode: 4 },
  overloaded: { ...failed, retryable: true, exitCode: 4 },
  queue_full: { ...failed, retryable: true, exitCode: 4 },
  // The upstream
  unreachable: { ...failed, retryable: true, exitCode: 7 },
  not_cached: { ...failed, exitCode: 7 },
  upstream_error: { ...failed, retryable: true },
  upstream_rejected: failed,
  context_exceeded: failed,
  stalled: { ...failed, retryable: true },
  interrupted: { ...failed, retryable: true },
  // The answer
  invalid_output: { ...failed, exitCode: 5 },
  refused: { ...failed, exitCode: 6 },
  // The daemon
  cancelled: { ...failed, exitCode: 130 },
  daemon_unavailable: { ...failed, retryable: true },
  storage_failed: failed,
  shutting_down: { ...failed, retryable: true },
  internal: { ...failed, rpcCode: -32603 },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_CODES, value);
}
