/* oxlint-disable vitest/no-standalone-expect -- the checks run inside of the tests of conformance.test.ts */
import Anthropic from '@anthropic-ai/sdk';
import { expect } from 'vitest';
import type { Driven } from './drive-sdk.ts';

/** What the SDK must make of a scenario. */
export interface Expectation {
  /** The scenario with a parameter that keeps the test quick. Default: its id. */
  readonly use?: string;
  /** Aborts after this many events. */
  readonly abortAfter?: number;
  /** The SDK's header timeout, ms. */
  readonly timeout?: number;
  readonly check: (driven: Driven) => void;
}

const roof = 'One jackdaw, two jackdaws, three jackdaws, and a very long row of jackdaws on the roof.';
const unicode = 'Ein 👩‍👩‍👧‍👦 und ein 🐦, e\u0301tude, 鳥が飛ぶ, طائر, done.';
const oneBlock = ['content_block_start', 'content_block_delta', 'content_block_stop'];
const whole = ['message_start', ...oneBlock, 'message_delta', 'message_stop'];

function answers(stopReason: string, more: (driven: Driven) => void = () => {}): Expectation {
  return {
    check: (driven) => {
      expect(driven.error).toBeUndefined();
      expect(driven.events.at(-1)?.type).toBe('message_stop');
      expect(driven.stopReason).toBe(stopReason);
      more(driven);
    },
  };
}

function textOf(text: string): Expectation {
  return answers('end_turn', (driven) => {
    expect(driven.text).toBe(text);
    expect(driven.shape).toEqual(whole);
  });
}

function throwsStatus(
  status: number,
  type: string,
  more: (error: InstanceType<typeof Anthropic.APIError>) => void = () => {},
): Expectation {
  return {
    check: ({ error }) => {
      expect(error).toBeInstanceOf(Anthropic.APIError);
      if (!(error instanceof Anthropic.APIError)) return;
      expect(error.status).toBe(status);
      expect(error.type).toBe(type);
      expect(error.requestID).toMatch(/^req_sim_/);
      more(error);
    },
  };
}

function throwsClass(
  status: number,
  type: string,
  constructor: new (...args: never[]) => Error,
): Expectation {
  return throwsStatus(status, type, (error) => expect(error).toBeInstanceOf(constructor));
}

function rateLimited(header: string, value: RegExp): Expectation {
  return throwsStatus(429, 'rate_limit_error', (error) => {
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    expect(error.headers?.get(header) ?? '').toMatch(value);
  });
}

/** A connection that breaks in the middle is not an error of the SDK but of fetch. */
function terminates(codes: readonly string[]): Expectation {
  return {
    check: ({ error, events }) => {
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty('message', 'terminated');
      expect(codes).toContain(causeCode(error));
      expect(events.some((event) => event.type === 'message_stop')).toBe(false);
    },
  };
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}

/** Half an answer, and no sign that it is half. */
function endsQuietly(events: number): Expectation {
  return {
    check: (driven) => {
      expect(driven.error).toBeUndefined();
      expect(driven.events).toHaveLength(events);
      expect(driven.events.some((event) => event.type === 'message_stop')).toBe(false);
    },
  };
}

function connectionError(constructor: new (...args: never[]) => Error): Expectation {
  return {
    check: ({ error, events }) => {
      expect(error).toBeInstanceOf(constructor);
      expect(events).toHaveLength(0);
    },
  };
}

function streamError(type: string, events: number): Expectation {
  return {
    check: ({ error, ...driven }) => {
      expect(error).toBeInstanceOf(Anthropic.APIError);
      expect(error).toMatchObject({ status: undefined, type, requestID: expect.stringMatching(/^req_sim_/) });
      expect(driven.events).toHaveLength(events);
    },
  };
}

const twoBlocks = ['message_start', ...oneBlock, ...oneBlock, 'message_delta', 'message_stop'];

/** One entry for each scenario of the catalogue, the same as the table of SDK behaviour in the documents. */
export const expectations: Readonly<Record<string, Expectation>> = {
  ok: answers('end_turn', (driven) => expect(driven.text).toContain('How many jackdaws are on the roof?')),
  'slow-first-token': { ...answers('end_turn'), use: 'slow-first-token:40' },
  'long-thinking': {
    ...answers('end_turn', (driven) => {
      expect(driven.thinking).toContain('let me check each part');
      expect(driven.signature).not.toBe('');
      expect(driven.shape).toEqual(twoBlocks);
    }),
    use: 'long-thinking:60',
  },
  huge: {
    ...answers('end_turn', (driven) => expect(driven.text).toHaveLength(3000 * 105)),
    use: 'huge:3000',
  },
  'giant-event': answers('end_turn', (driven) => {
    expect(driven.text).toHaveLength(4 * 1024 * 1024);
    expect(driven.events).toHaveLength(6);
  }),
  tools: answers('tool_use', (driven) => {
    expect(driven.toolInputs.map((json): unknown => JSON.parse(json))).toEqual([
      { city: 'Zürich', unit: 'celsius' },
      { city: '京都', unit: 'celsius' },
    ]);
    const first = driven.events.find(
      (event) => event.type === 'content_block_delta' && event.delta.type === 'input_json_delta',
    );
    expect(first).toMatchObject({ delta: { partial_json: '' } });
  }),
  'tool-malformed': answers('tool_use', (driven) =>
    expect(() => JSON.parse(driven.toolInputs[0] ?? '')).toThrow(SyntaxError),
  ),
  'tool-end-turn': answers('end_turn', (driven) => expect(driven.toolInputs).toEqual(['{"city":"Bern"}'])),
  thinking: answers('end_turn', (driven) => {
    expect(driven.thinking).not.toBe('');
    expect(driven.events.filter((event) => JSON.stringify(event).includes('signature_delta'))).toHaveLength(
      1,
    );
    expect(driven.shape).toEqual(twoBlocks);
  }),
  'max-tokens': answers('max_tokens', (driven) => expect(driven.shape).not.toContain('content_block_stop')),
  'stop-sequence': answers('stop_sequence', (driven) =>
    expect(driven.events.at(-2)).toMatchObject({ delta: { stop_sequence: 'four' } }),
  ),
  'refusal-empty': answers('refusal', (driven) => {
    expect(driven.text).toBe('');
    expect(driven.stopDetails).toMatchObject({ type: 'refusal', category: 'cyber' });
  }),
  'refusal-partial': answers('refusal', (driven) => expect(driven.text).not.toBe('')),
  'pause-turn': answers('pause_turn', (driven) => {
    expect(driven.toolInputs).toEqual(['{"query":"jackdaw nesting season"}']);
  }),
  'context-exceeded': answers('model_context_window_exceeded'),
  'unknown-event': answers('end_turn', (driven) => {
    expect(driven.shape).toContain('weather_report');
    expect(driven.text).toContain('silver spoon');
  }),
  'no-usage': answers('end_turn', (driven) => expect(driven.events.at(-2)).not.toHaveProperty('usage')),
  unicode: textOf(unicode),

  'structured-valid': answers('end_turn', (driven) => {
    expect(JSON.parse(driven.text)).toMatchObject({ city: expect.any(String), birds: expect.any(Number) });
  }),
  'structured-malformed': answers('end_turn', (driven) =>
    expect(() => JSON.parse(driven.text)).toThrow(SyntaxError),
  ),
  'structured-repairable': answers('end_turn', (driven) => {
    expect(() => JSON.parse(driven.text)).toThrow(SyntaxError);
    const inner = driven.text.replace(/^```json\n|\n```$/g, '').replace(/,\s*}$/, '}');
    expect(JSON.parse(inner)).toMatchObject({ birds: expect.any(Number) });
  }),
  'structured-schema-invalid': answers('end_turn', (driven) => {
    expect(JSON.parse(driven.text)).not.toMatchObject({ birds: expect.any(Number) });
    expect(JSON.parse(driven.text)).not.toMatchObject({ city: expect.any(String) });
  }),
  'max-tokens-mid-json': answers('max_tokens', (driven) => {
    expect(driven.text).toMatch(/^\{/);
    expect(() => JSON.parse(driven.text)).toThrow(SyntaxError);
  }),

  '400': throwsClass(400, 'invalid_request_error', Anthropic.BadRequestError),
  '401': throwsClass(401, 'authentication_error', Anthropic.AuthenticationError),
  '402': throwsStatus(402, 'billing_error'),
  '403': throwsClass(403, 'permission_error', Anthropic.PermissionDeniedError),
  '404': throwsClass(404, 'not_found_error', Anthropic.NotFoundError),
  '413': throwsStatus(413, 'request_too_large'),
  '500': throwsClass(500, 'api_error', Anthropic.InternalServerError),
  '504': throwsClass(504, 'timeout_error', Anthropic.InternalServerError),
  '529': throwsClass(529, 'overloaded_error', Anthropic.InternalServerError),
  '529-then-ok': throwsClass(529, 'overloaded_error', Anthropic.InternalServerError),
  '429': throwsStatus(429, 'rate_limit_error', (error) =>
    expect(error.headers?.has('retry-after')).toBe(false),
  ),
  '429-retry-after': rateLimited('retry-after', /^1$/),
  '429-retry-after-ms': rateLimited('retry-after-ms', /^50$/),
  '429-retry-after-date': rateLimited('retry-after', /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
  '429-hour': rateLimited('retry-after', /^3600$/),
  '429-then-ok': rateLimited('retry-after', /^1$/),
  'spend-limit': throwsStatus(429, 'rate_limit_error', (error) =>
    expect(error.errorCode).toBe('enforced_spend_limit_reached'),
  ),
  bucket: answers('end_turn', (driven) => {
    expect(driven.headers?.get('anthropic-ratelimit-requests-limit')).toBe('2');
    expect(driven.headers?.get('anthropic-ratelimit-requests-remaining')).toBe('1');
  }),
  '502-html': {
    check: ({ error }) => {
      expect(error).toBeInstanceOf(Anthropic.InternalServerError);
      expect(error).toMatchObject({ status: 502, type: null });
    },
  },
  '200-html': endsQuietly(0),
  '200-empty': endsQuietly(0),
  '200-json': endsQuietly(0),
  'should-retry': throwsStatus(400, 'invalid_request_error', (error) =>
    expect(error.headers?.get('x-should-retry')).toBe('true'),
  ),
  'should-not-retry': throwsStatus(529, 'overloaded_error', (error) =>
    expect(error.headers?.get('x-should-retry')).toBe('false'),
  ),

  'reset-accept': connectionError(Anthropic.APIConnectionError),
  'reset-headers': connectionError(Anthropic.APIConnectionError),
  'fin-headers': connectionError(Anthropic.APIConnectionError),
  'reset-mid': terminates(['ECONNRESET', 'UND_ERR_SOCKET']),
  'fin-mid': terminates(['ECONNRESET', 'UND_ERR_SOCKET']),
  'reset-at-byte': terminates(['ECONNRESET', 'UND_ERR_SOCKET']),
  'clean-end-mid': endsQuietly(4),
  'missing-message-stop': {
    check: (driven) => {
      expect(driven.error).toBeUndefined();
      expect(driven.text).toBe(roof);
      expect(driven.events.at(-1)?.type).toBe('message_delta');
    },
  },
  'error-first': streamError('overloaded_error', 0),
  'error-mid': streamError('overloaded_error', 4),
  'bad-json': {
    check: ({ error, events }) => {
      expect(error).toBeInstanceOf(SyntaxError);
      expect(events).toHaveLength(4);
    },
  },
  'html-mid': endsQuietly(4),
  'stall-headers': { ...connectionError(Anthropic.APIConnectionTimeoutError), timeout: 60 },
  'stall-mid': { ...endsQuietly(4), abortAfter: 4 },
  drip: { ...textOf('drip'), use: 'drip:1' },
  bytes: textOf(unicode),
  'utf8-split': textOf(unicode),
  'random-chunks': textOf(unicode),
  coalesced: textOf(roof),
  crlf: textOf(roof),
  'no-event-lines': endsQuietly(0),
};
