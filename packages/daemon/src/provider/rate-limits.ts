import type { RateLimit, RateLimits } from '@jackdaw/core';

/** What a response's `anthropic-ratelimit-*` headers say; null where there are none. */
export function readRateLimits(headers: Pick<Headers, 'get'>): RateLimits | null {
  const requests = read(headers, REQUESTS);
  const inputTokens = read(headers, INPUT_TOKENS);
  const outputTokens = read(headers, OUTPUT_TOKENS);
  const tokens = read(headers, TOKENS);
  const isSilent = !requests && !inputTokens && !outputTokens && !tokens;
  return isSilent ? null : { requests, inputTokens, outputTokens, tokens };
}

const [REQUESTS, INPUT_TOKENS] = [namesOf('requests'), namesOf('input-tokens')];
const [OUTPUT_TOKENS, TOKENS] = [namesOf('output-tokens'), namesOf('tokens')];

function namesOf(what: string) {
  const name = `anthropic-ratelimit-${what}`;
  return { limit: `${name}-limit`, remaining: `${name}-remaining` };
}

function read(headers: Pick<Headers, 'get'>, names: ReturnType<typeof namesOf>): RateLimit | undefined {
  const limit = toCount(headers.get(names.limit));
  if (limit === undefined) return undefined;
  const remaining = toCount(headers.get(names.remaining));
  return remaining === undefined ? undefined : { limit, remaining };
}

function toCount(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
