import { expect, test } from 'vitest';
import { createRateLimiter } from '../../../../packages/daemon/src/simulator/rate-limits.ts';

const limits = { requestsPerMinute: 60, inputTokensPerMinute: 6000, outputTokensPerMinute: 600 };

function createLimiter() {
  let time = Date.UTC(2026, 0, 1);
  const limiter = createRateLimiter(limits, () => time);
  return {
    limiter,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test('the headers name limit, what remains, and when the bucket is full', () => {
  const { limiter } = createLimiter();
  expect(limiter.admit({ inputTokens: 1000 }).headers).toMatchObject({
    'anthropic-ratelimit-requests-limit': '60',
    'anthropic-ratelimit-requests-remaining': '59',
    'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:01Z',
    'anthropic-ratelimit-input-tokens-remaining': '5000',
    'anthropic-ratelimit-input-tokens-reset': '2026-01-01T00:00:10Z',
    'anthropic-ratelimit-tokens-limit': '6600',
    'anthropic-ratelimit-tokens-remaining': '5600',
  });
});

test('a refusal says how long to wait, and after that time the request is admitted', () => {
  const { limiter, pass } = createLimiter();
  limiter.admit({ inputTokens: 5500 });
  const refused = limiter.admit({ inputTokens: 1000 });
  expect(refused.retryAfterMs).toBe(5000);
  pass(4999);
  expect(limiter.admit({ inputTokens: 1000 }).retryAfterMs).toBe(1);
  pass(1);
  expect(limiter.admit({ inputTokens: 1000 }).retryAfterMs).toBeUndefined();
});

test('output is taken when it is known, and may leave a debt', () => {
  const { limiter } = createLimiter();
  limiter.admit({ inputTokens: 1 });
  limiter.settle(900);
  expect(limiter.admit({ inputTokens: 1 }).retryAfterMs).toBe(30_100);
});

test('a bucket never holds more than its limit', () => {
  const { limiter, pass } = createLimiter();
  pass(3_600_000);
  expect(limiter.headers()['anthropic-ratelimit-requests-remaining']).toBe('60');
});
