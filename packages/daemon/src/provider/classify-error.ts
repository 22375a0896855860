import { JackdawError, type ErrorCode, type ErrorDetails } from '@jackdaw/core';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** What an error message may tell about the call, and what it must not. */
export interface CallFacts {
  /** Host and port of the upstream. */
  readonly host: string;
  readonly model: string;
  readonly secrets: readonly (string | null)[];
  /** Milliseconds that were allowed until the response's headers. */
  readonly connectTimeoutMs: number;
  /** Milliseconds since the epoch, to read dates in `retry-after`. */
  readonly now: number;
}

/** Error codes of the API, not messages: https://platform.claude.com/docs/en/api/errors */
const SPEND_LIMITS = new Set([
  'contract_spend_limit_reached',
  'enforced_spend_limit_reached',
  'linked_organization_spend_limit_reached',
]);
const CONTEXT_LIMITS = new Set([
  'context_window_exceeded',
  'model_context_window_exceeded',
  'prompt_too_long',
]);

const BY_TYPE: Readonly<Record<string, ErrorCode>> = {
  authentication_error: 'credentials_rejected',
  permission_error: 'credentials_rejected',
  billing_error: 'spend_limit',
  rate_limit_error: 'rate_limited',
  overloaded_error: 'overloaded',
  request_too_large: 'too_large',
  invalid_request_error: 'upstream_rejected',
  not_found_error: 'upstream_rejected',
  conflict_error: 'upstream_error',
  timeout_error: 'upstream_error',
  api_error: 'upstream_error',
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'credentials_rejected',
  402: 'spend_limit',
  403: 'credentials_rejected',
  408: 'upstream_error',
  409: 'upstream_error',
  413: 'too_large',
  429: 'rate_limited',
  529: 'overloaded',
};

/** Codes of the system and of TLS that mean: no connection was made. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|EPROTO)$/;

/** Whatever the SDK or the connection threw, as the one error that users and the retry policy understand. Pure. */
export function classifyError(thrown: unknown, facts: CallFacts): JackdawError {
  if (thrown instanceof JackdawError) return thrown;
  if (thrown instanceof APIConnectionTimeoutError) return headersTimeout(thrown, facts);
  if (thrown instanceof APIConnectionError) {
    return thrown.cause instanceof JackdawError
      ? thrown.cause
      : connectionError(thrown.cause ?? thrown, facts);
  }
  if (thrown instanceof APIError) return responseError(thrown, facts);
  if (thrown instanceof SyntaxError) {
    return failure(
      'upstream_error',
      `${facts.host} sent an event that is not JSON. Try again.`,
      thrown,
      facts,
    );
  }
  // The SDK refuses a key that no header can carry with a message that shows it.
  if (thrown instanceof TypeError && /header/i.test(thrown.message)) {
    return new JackdawError(
      'credentials_rejected',
      'The API key holds characters that no key has, such as a line break. Enter it again.',
    );
  }
  if (isNoConnection(thrown)) return connectionError(thrown, facts);
  return failure(
    'interrupted',
    `The connection to ${facts.host} broke off in the middle of the answer. Try again.`,
    thrown,
    facts,
  );
}

function headersTimeout(thrown: APIError, facts: CallFacts): JackdawError {
  const seconds = Math.round(facts.connectTimeoutMs / 1000);
  const message = `${facts.host} took the request but sent nothing for ${seconds} s. Try again; if it stays so, look at its status.`;
  return failure('stalled', message, thrown, facts);
}

function connectionError(cause: unknown, facts: CallFacts): JackdawError {
  const code = innermostCode(cause);
  const { host } = facts;
  const message = isNoConnection(cause)
    ? code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL'
      ? `The address of ${host} could not be found. Check the network connection and the base URL.`
      : code === 'ECONNREFUSED'
        ? `Nothing answers at ${host} (connection refused). Check that the server runs and that the base URL is right.`
        : `${host} cannot be reached (${code}). Check the network connection and the base URL.`
    : `${host} closed the connection before it answered${code === '' ? '' : ` (${code})`}. Try again.`;
  return failure('unreachable', message, cause, facts);
}

function responseError(error: APIError, facts: CallFacts): JackdawError {
  const status: number | undefined = error.status;
  const headers = error.headers ?? new Headers();
  const code = responseCode(status, error.type, error.errorCode);
  const shouldRetry = headers.get('x-should-retry');
  const wait = retryAfterMs(headers, facts.now);
  const requestId = error.requestID ?? bodyRequestId(error.error);
  const details: ErrorDetails = {
    cause: safeCause(error, facts),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    // No wait lifts a spend limit, whatever the header says.
    ...(code !== 'spend_limit' && (shouldRetry === 'true' || shouldRetry === 'false')
      ? { retryable: shouldRetry === 'true' }
      : isRedirect(status)
        ? { retryable: false }
        : {}),
  };
  const message = responseMessage(code, error, status, facts);
  // Where the wait is known it is told with it.
  const advice = code === 'rate_limited' && wait === undefined ? ' Wait a moment and try again.' : '';
  return new JackdawError(code, message + advice, details);
}

/** The type decides, then the status: a mid-stream error has no status, a proxy's answer has no type. */
function responseCode(status: number | undefined, type: string | null, errorCode: string | null): ErrorCode {
  if (errorCode !== null && SPEND_LIMITS.has(errorCode)) return 'spend_limit';
  if (errorCode !== null && CONTEXT_LIMITS.has(errorCode)) return 'context_exceeded';
  if (type !== null && CONTEXT_LIMITS.has(type)) return 'context_exceeded';
  const byType = type === null ? undefined : BY_TYPE[type];
  if (byType !== undefined) return byType;
  if (status === undefined || isRedirect(status)) return 'upstream_error';
  return BY_STATUS[status] ?? (status >= 500 ? 'upstream_error' : 'upstream_rejected');
}

function responseMessage(
  code: ErrorCode,
  error: APIError,
  status: number | undefined,
  facts: CallFacts,
): string {
  const { host, model } = facts;
  const said = upstreamWords(error, facts);
  const what = status === undefined ? (error.type ?? 'an error') : `status ${status}`;
  if (isRedirect(status)) {
    return `${host} sent the request elsewhere (${what}), which jackdaw does not follow with a key. Set the base URL to the final address.`;
  }
  switch (code) {
    case 'credentials_rejected':
      return `${host} did not accept the API key (${what})${said}. Check ANTHROPIC_API_KEY, or enter another key with /setup in the chat.`;
    case 'spend_limit':
      return `The account at ${host} has reached its spend limit or needs payment (${what})${said}. Raise the limit there; trying again does not help.`;
    case 'rate_limited':
      return `${host} limits the rate of requests (${what})${said}.`;
    case 'overloaded':
      return `${host} is overloaded (${what})${said}. Try again, or choose another model.`;
    case 'too_large':
      return `The request is too large for ${host} (${what})${said}. Send less at once.`;
    case 'context_exceeded':
      return `The conversation is longer than ${model} can read (${what})${said}. Start a new one, or choose a model with a larger window.`;
    case 'upstream_rejected':
      return status === 404
        ? `${host} does not know the model ${model}, or does not offer it to this key (${what})${said}. Choose another model; \`jackdaw models\` lists them.`
        : `${host} did not accept the request (${what})${said}. Change the request; sent again as it is, it fails again.`;
    default:
      return `${host} failed with ${what}${said}. Try again later.`;
  }
}

/** The upstream's own words, short and without secrets; nothing where it sent a page instead of an error. */
function upstreamWords(error: APIError, facts: CallFacts): string {
  const words = error.apiMessage;
  if (typeof words !== 'string' || words.trim() === '') return '';
  const clean = redact(words.replaceAll(/\s+/g, ' ').trim(), facts.secrets);
  return `: "${clean.length > 300 ? `${clean.slice(0, 300)}…` : clean}"`;
}

function bodyRequestId(body: unknown): string | undefined {
  const found =
    typeof body === 'object' && body !== null && 'request_id' in body ? body.request_id : undefined;
  return typeof found === 'string' && REQUEST_ID.test(found) ? found : undefined;
}

/** It becomes a header. */
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/;

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

function failure(code: ErrorCode, message: string, cause: unknown, facts: CallFacts): JackdawError {
  return new JackdawError(code, message, { cause: safeCause(cause, facts) });
}

/** The cause for logs: its name, words and code, without headers, bodies and secrets. */
function safeCause(thrown: unknown, facts: CallFacts): Error {
  const name = thrown instanceof Error ? thrown.name : 'Error';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = innermostCode(thrown);
  return Object.assign(new Error(`${name}: ${redact(message, facts.secrets)}`), code === '' ? {} : { code });
}

function isNoConnection(thrown: unknown): boolean {
  return NO_CONNECTION.test(innermostCode(thrown));
}

function innermostCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  const inner = innermostCode(thrown.cause);
  if (inner !== '') return inner;
  // A host with several addresses fails with one error for each.
  if (thrown instanceof AggregateError) return innermostCode(thrown.errors[0]);
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
