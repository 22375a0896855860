import type { RateLimit, RateLimits } from '@jackdaw/core';

/** What a response's `anthropic-ratelimit-*` headers say; null where there are none. */
export function readRateLimits(headers: Pick<Headers, 'get'>): RateLimits | null {
  const read = (name: string): RateLimit | undefined => {
    const limit = toCount(headers.get(`anthropic-ratelimit-${name}-limit`));
    const remaining = toCount(headers.get(`anthropic-ratelimit-${name}-remaining`));
    return limit === undefined || remaining === undefined ? undefined : { limit, remaining };
  };
  const limits: RateLimits = {
    requests: read('requests'),
    inputTokens: read('input-tokens'),
    outputTokens: read('output-tokens'),
    tokens: read('tokens'),
  };
  return Object.values(limits).some((limit) => limit !== undefined) ? limits : null;
}

function toCount(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
