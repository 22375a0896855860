import type { Limits } from './scenario.ts';

/** What a request wants of the buckets. */
export interface Demand {
  /** Input tokens that are neither read from the prompt cache; cache reads do not count. */
  readonly inputTokens: number;
}

export interface Admission {
  /** Undefined when the request may go on; else how long until it could, in ms. */
  readonly retryAfterMs: number | undefined;
  /** `anthropic-ratelimit-*`, as they stand after this request. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimiter {
  readonly admit: (demand: Demand) => Admission;
  /** Takes the output tokens of a finished answer; the bucket may go below zero. */
  readonly settle: (outputTokens: number) => void;
  readonly headers: () => Readonly<Record<string, string>>;
}

/**
 * Three token buckets, each filled continuously at a sixtieth of its limit a second and never above its limit.
 * A request is admitted when one request, its input tokens and at least one output token are there.
 */
export function createRateLimiter(limits: Limits, now: () => number): RateLimiter {
  const requests = createBucket(limits.requestsPerMinute, now);
  const input = createBucket(limits.inputTokensPerMinute, now);
  const output = createBucket(limits.outputTokensPerMinute, now);

  const headers = (): Readonly<Record<string, string>> => ({
    ...bucketHeaders('requests', [requests]),
    ...bucketHeaders('input-tokens', [input]),
    ...bucketHeaders('output-tokens', [output]),
    ...bucketHeaders('tokens', [input, output]),
  });

  return {
    headers,
    settle: (outputTokens) => output.take(outputTokens),
    admit: ({ inputTokens }) => {
      const wait = Math.max(requests.waitFor(1), input.waitFor(inputTokens), output.waitFor(1));
      if (wait === 0) {
        requests.take(1);
        input.take(inputTokens);
      }
      return { retryAfterMs: wait === 0 ? undefined : wait, headers: headers() };
    },
  };
}

interface Bucket {
  readonly limit: number;
  readonly remaining: () => number;
  /** When the bucket will be full, in ms since the epoch. */
  readonly fullAt: () => number;
  /** Milliseconds until `amount` is there; a demand above the limit waits for a full bucket. */
  readonly waitFor: (amount: number) => number;
  readonly take: (amount: number) => void;
}

function createBucket(limit: number, now: () => number): Bucket {
  const perMs = limit / 60_000;
  let level = limit;
  let at = now();
  const refill = (): number => {
    level = Math.min(limit, level + Math.max(0, now() - at) * perMs);
    at = now();
    return level;
  };
  return {
    limit,
    remaining: () => Math.max(0, Math.floor(refill())),
    fullAt: () => now() + (limit - refill()) / perMs,
    waitFor: (amount) => Math.max(0, Math.ceil((Math.min(amount, limit) - refill()) / perMs)),
    take: (amount) => {
      level = refill() - amount;
    },
  };
}

function bucketHeaders(name: string, buckets: readonly Bucket[]): Record<string, string> {
  const total = (pick: (bucket: Bucket) => number): number =>
    buckets.reduce((sum, bucket) => sum + pick(bucket), 0);
  const reset = Math.max(...buckets.map((bucket) => bucket.fullAt()));
  return {
    [`anthropic-ratelimit-${name}-limit`]: String(Math.floor(total((bucket) => bucket.limit))),
    [`anthropic-ratelimit-${name}-remaining`]: String(total((bucket) => bucket.remaining())),
    [`anthropic-ratelimit-${name}-reset`]: new Date(Math.ceil(reset / 1000) * 1000)
      .toISOString()
      .replace('.000Z', 'Z'),
  };
}
