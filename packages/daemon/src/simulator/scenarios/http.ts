import type { Scenario, Step } from '../scenario.ts';
import { htmlPage } from '../fault.ts';

const overloaded: Step = { status: 529 };
const rateLimited: Step = {
  status: 429,
  error: { type: 'rate_limit_error', message: 'Simulated rate limit' },
};
const html = { 'content-type': 'text/html; charset=utf-8' };

/** Answers with a status other than 200, or with a page in place of an answer. */
export const httpScenarios: readonly Scenario[] = [
  ...[400, 401, 402, 403, 404, 413, 500, 504, 529].map((status) => ({
    id: String(status),
    about: `Status ${status}.`,
    steps: () => [{ status }],
  })),
  {
    id: '529-then-ok',
    about: 'Status 529 twice or the given number of times, then an answer; begins anew for other messages.',
    parameter: 'times',
    steps: (times = 2) => [...Array.from({ length: times }, () => overloaded), {}],
  },
  {
    id: '429',
    about: 'Status 429 without retry-after.',
    steps: () => [rateLimited],
  },
  {
    id: '429-retry-after',
    about: 'Status 429 with retry-after of 1 second, or of the given seconds.',
    parameter: 'seconds',
    steps: (seconds = 1) => [{ ...rateLimited, headers: { 'retry-after': String(seconds) } }],
  },
  {
    id: '429-retry-after-ms',
    about: 'Status 429 with retry-after-ms of 50, or of the given ms.',
    parameter: 'milliseconds',
    steps: (ms = 50) => [{ ...rateLimited, headers: { 'retry-after-ms': String(ms) } }],
  },
  {
    id: '429-retry-after-date',
    about: 'Status 429 with retry-after as an HTTP date 2 seconds ahead, or the given seconds.',
    parameter: 'seconds',
    steps: (seconds = 2) => [{ ...rateLimited, retryAfterDateMs: seconds * 1000 }],
  },
  {
    id: '429-hour',
    about: 'Status 429 with retry-after of an hour.',
    steps: () => [{ ...rateLimited, headers: { 'retry-after': '3600' } }],
  },
  {
    id: '429-then-ok',
    about: 'Status 429 with retry-after of 1 second, once or the given number of times, then an answer.',
    parameter: 'times',
    steps: (times = 1) => [
      ...Array.from({ length: times }, () => ({ ...rateLimited, headers: { 'retry-after': '1' } })),
      {},
    ],
  },
  {
    id: 'spend-limit',
    about: 'Status 429 because the spend limit is reached: to be told to a person, not retried.',
    steps: () => [
      {
        status: 429,
        error: {
          type: 'rate_limit_error',
          message: 'Simulated: the monthly spend limit of this organization is reached',
          code: 'enforced_spend_limit_reached',
        },
      },
    ],
  },
  {
    id: 'bucket',
    about: 'Real token buckets: 2 requests a minute, or the given number; the next one gets a real 429.',
    parameter: 'requests',
    steps: (requests = 2) => [
      {
        limits: { requestsPerMinute: requests, inputTokensPerMinute: 100_000, outputTokensPerMinute: 20_000 },
      },
    ],
  },
  {
    id: '502-html',
    about: "Status 502 with a proxy's page.",
    steps: () => [{ status: 502, headers: html, body: htmlPage }],
  },
  {
    id: '200-html',
    about: 'Status 200 with a page.',
    steps: () => [{ status: 200, headers: html, body: htmlPage }],
  },
  {
    id: '200-empty',
    about: 'Status 200 with nothing in it.',
    steps: () => [{ fault: { kind: 'clean-end', at: { event: 0 } } }],
  },
  {
    id: '200-json',
    about: 'Status 200 with JSON that is neither an answer nor an error.',
    steps: () => [
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"hello":"world"}' },
    ],
  },
  {
    id: 'should-retry',
    about: 'Status 400 that asks to be retried: x-should-retry: true.',
    steps: () => [{ status: 400, headers: { 'x-should-retry': 'true' } }],
  },
  {
    id: 'should-not-retry',
    about: 'Status 529 that asks not to be retried: x-should-retry: false.',
    steps: () => [{ status: 529, headers: { 'x-should-retry': 'false' } }],
  },
];
