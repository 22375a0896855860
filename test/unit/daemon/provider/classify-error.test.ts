import { inspect } from 'node:util';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { JackdawError } from '@jackdaw/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyError, type CallFacts } from '../../../../packages/daemon/src/provider/classify-error.ts';

const KEY = 'secret-key-0123456789';
const facts: CallFacts = {
  host: 'api.example:443',
  model: 'model-a',
  secrets: [KEY],
  connectTimeoutMs: 30_000,
  now: Date.parse('2026-11-23T12:00:00Z'),
};

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly errorCode?: string;
  readonly message?: string;
  readonly headers?: Record<string, string>;
}

function classify({ status, type, errorCode, message = 'words', headers = {} }: Answer): JackdawError {
  const details = errorCode === undefined ? {} : { details: { error_code: errorCode } };
  const body = type === undefined ? undefined : { type: 'error', error: { type, message, ...details } };
  const all = new Headers({ 'request-id': 'req_1', ...headers });
  return classifyError(
    status === undefined
      ? new APIError(undefined, body, undefined, all)
      : APIError.generate(status, body, 'page', all),
    facts,
  );
}

test.each<[Answer, string, boolean]>([
  [{ status: 400, type: 'invalid_request_error' }, 'upstream_rejected', false],
  [{ status: 401, type: 'authentication_error' }, 'credentials_rejected', false],
  [{ status: 402, type: 'billing_error' }, 'spend_limit', false],
  [{ status: 403, type: 'permission_error' }, 'credentials_rejected', false],
  [{ status: 404, type: 'not_found_error' }, 'upstream_rejected', false],
  [{ status: 408 }, 'upstream_error', true],
  [{ status: 409, type: 'conflict_error' }, 'upstream_error', true],
  [{ status: 413, type: 'request_too_large' }, 'too_large', false],
  [{ status: 422 }, 'upstream_rejected', false],
  [{ status: 429, type: 'rate_limit_error' }, 'rate_limited', true],
  [{ status: 500, type: 'api_error' }, 'upstream_error', true],
  [{ status: 502 }, 'upstream_error', true],
  [{ status: 503, type: 'overloaded_error' }, 'overloaded', true],
  [{ status: 504, type: 'timeout_error' }, 'upstream_error', true],
  [{ status: 529, type: 'overloaded_error' }, 'overloaded', true],
  [{ status: 307 }, 'upstream_error', false],
  // Without a body, as proxies answer
  [{ status: 401 }, 'credentials_rejected', false],
  [{ status: 402 }, 'spend_limit', false],
  [{ status: 413 }, 'too_large', false],
  [{ status: 429 }, 'rate_limited', true],
  [{ status: 529 }, 'overloaded', true],
  // In the middle of a stream, where there is no status
  [{ type: 'overloaded_error' }, 'overloaded', true],
  [{ type: 'rate_limit_error' }, 'rate_limited', true],
  [{ type: 'api_error' }, 'upstream_error', true],
  [{ type: 'invalid_request_error' }, 'upstream_rejected', false],
  [{ type: 'a_new_error' }, 'upstream_error', true],
  // The code decides over status and type
  [
    { status: 429, type: 'rate_limit_error', errorCode: 'enforced_spend_limit_reached' },
    'spend_limit',
    false,
  ],
  [
    { status: 429, type: 'rate_limit_error', errorCode: 'contract_spend_limit_reached' },
    'spend_limit',
    false,
  ],
  [
    { status: 400, type: 'invalid_request_error', errorCode: 'context_window_exceeded' },
    'context_exceeded',
    false,
  ],
  // The message never does
  [
    { status: 400, type: 'invalid_request_error', message: 'prompt is too long: 9 > 8 tokens' },
    'upstream_rejected',
    false,
  ],
  [{ status: 429, type: 'rate_limit_error', message: 'spend limit reached' }, 'rate_limited', true],
])('%j is %s', (answer, code, retryable) => {
  const error = classify(answer);
  expect({ code: error.code, retryable: error.retryable }).toEqual({ code, retryable });
  expect(error.status).toBe(answer.status);
  expect(error.requestId).toBe('req_1');
});

test('x-should-retry wins both ways, but not over a spend limit', () => {
  expect(
    classify({ status: 400, type: 'invalid_request_error', headers: { 'x-should-retry': 'true' } }).retryable,
  ).toBe(true);
  expect(classify({ status: 529, headers: { 'x-should-retry': 'false' } }).retryable).toBe(false);
  expect(classify({ status: 402, headers: { 'x-should-retry': 'true' } }).retryable).toBe(false);
});

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1' }, 1000],
  [{ 'retry-after': '3600' }, 3_600_000],
  [{ 'retry-after-ms': '50', 'retry-after': '9' }, 50],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:02 GMT' }, 2000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'whenever' }, undefined],
  [{ 'retry-after': '-5' }, expect.toBeOneOf([undefined, 0])],
])('of the headers %j, the wait is %s ms', (headers, wait) => {
  const { message, retryAfterMs } = classify({ status: 429, headers });
  expect(retryAfterMs).toEqual(wait);
  // A wait that is known is told with its length.
  expect(message.includes('Wait a moment')).toBe(retryAfterMs === undefined);
});

test('a wait comes as it is, however long: the cap is the retry policy’s', () => {
  fc.assert(
    fc.property(fc.nat(), (seconds) => {
      expect(classify({ status: 429, headers: { 'retry-after': String(seconds) } }).retryAfterMs).toBe(
        seconds * 1000,
      );
    }),
  );
});

test.each<[string, string]>([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'could not be found'],
  ['EAI_AGAIN', 'could not be found'],
  ['ETIMEDOUT', 'cannot be reached'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['ECONNRESET', 'closed the connection before it answered'],
])('%s before an answer is unreachable, in words, with the host', (code, words) => {
  const cause = Object.assign(new Error('x'), { code });
  const error = classifyError(new APIConnectionError({ cause }), facts);
  expect(error).toMatchObject({
    code: 'unreachable',
    retryable: true,
    message: expect.stringContaining(words),
  });
  expect(error.message).toContain('api.example:443');
});

test('a host with several addresses that all refuse is unreachable', () => {
  const each = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  const cause = new AggregateError([each, each]);
  expect(classifyError(new APIConnectionError({ cause }), facts)).toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('connection refused'),
  });
});

test('late headers, a broken stream and broken JSON have their own codes', () => {
  expect(classifyError(new APIConnectionTimeoutError(), facts)).toMatchObject({
    code: 'stalled',
    message: expect.stringContaining('30 s'),
  });
  const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  expect(classifyError(new TypeError('terminated', { cause: reset }), facts).code).toBe('interrupted');
  expect(classifyError(new SyntaxError('Unexpected end'), facts).code).toBe('upstream_error');
});

test('what is classified already stays as it is', () => {
  const error = new JackdawError('stalled', 'x');
  expect(classifyError(error, facts)).toBe(error);
});

test('no error shows the key, in message, cause or anywhere', () => {
  const echo = classify({ status: 401, type: 'authentication_error', message: `invalid key ${KEY}` });
  expect(inspect(echo, { depth: 20 })).not.toContain(KEY);
  const header = new TypeError(`Headers.append: "Bearer ${KEY}" is an invalid header value.`);
  expect(inspect(classifyError(header, facts), { depth: 20 })).not.toContain(KEY);
  const connection = new APIConnectionError({ cause: new Error(`cannot send ${KEY}`) });
  expect(inspect(classifyError(connection, facts), { depth: 20 })).not.toContain(KEY);
});

test('upstream’s words are quoted short, and a page not at all', () => {
  const long = classify({ status: 400, type: 'invalid_request_error', message: 'x'.repeat(5_000) });
  expect(long.message.length).toBeLessThan(600);
  const page = APIError.generate(502, undefined, '<html>Bad gateway</html>', new Headers());
  expect(classifyError(page, facts).message).not.toContain('<html>');
});

test.each(['req 1\nset-cookie: x', 'r'.repeat(201), ''])('an id that is none is left out: %j', (id) => {
  const body = { type: 'error', request_id: id };
  const error = classifyError(APIError.generate(500, body, 'page', new Headers()), facts);
  expect(error.requestId).toBeUndefined();
});
