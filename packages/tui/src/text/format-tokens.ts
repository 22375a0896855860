import type { Usage } from '@jackdaw/core/protocol';

/** A count in few characters: `842`, `1.2k`, `18k`, `3.4M`. */
export function formatCount(count: number): string {
  if (count < 1_000) return String(Math.round(count));
  if (count < 9_950) return `${(count / 1_000).toFixed(1)}k`;
  if (count < 999_500) return `${Math.round(count / 1_000)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** Input counts every input token, those read from and written to the provider's prompt cache included. */
export function formatTokens(usage: Usage): string {
  const input = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  return `${formatCount(input)} in, ${formatCount(usage.output)} out`;
}
