import type { TokenPrices } from './token-prices.ts';

export interface PriceRow {
  readonly prices: TokenPrices;
  /** Where the whole request, its first tokens too, costs more once its prompt is longer than `above` tokens. */
  readonly longPrompt?: { readonly above: number; readonly prices: TokenPrices };
}

/** ISO date of the state of the sources: November 2026. */
export const PRICES_AS_OF = '2026-11-01';

/**
 * Prices by model, without the date that some ids end in. "docs" is Anthropic's public price list; "third party" is
 * a figure that only others publish. A user's own figures (config) go before these.
 */
export const PRICE_ROWS: Readonly<Record<string, PriceRow>> = {
  // docs, 2026-10-07; cache read, and the long prompt's 1 h write and read: third party
  'claude-haiku-5-5': {
    prices: perMillion(0.1, 0.5, 0.125, 0.2, 0.01),
    longPrompt: { above: 100_000, prices: perMillion(0.5, 2.5, 0.625, 1, 0.05) },
  },
  // docs and third party; the 1 h write of opus-5-5 is not confirmed
  'claude-sonnet-5-5': { prices: perMillion(2, 10, 2.5, 4, 0.1) },
  'claude-opus-5-5': { prices: perMillion(4, 20, 5, 8, 0.2) },
  // third party
  'claude-fable-5-2': { prices: perMillion(8, 40, 10, 16, 0.2) },
  // docs
  'claude-sonnet-5': { prices: perMillion(2, 10, 2.5, 4, 0.2) },
  'claude-opus-5': { prices: perMillion(5, 25, 6.25, 10, 0.5) },
  'claude-opus-4-8': { prices: perMillion(5, 25, 6.25, 10, 0.5) },
  'claude-opus-4-7': { prices: perMillion(5, 25, 6.25, 10, 0.5) },
  // docs, legacy models
  'claude-haiku-4-5': { prices: perMillion(1, 5, 1.25, 2, 0.1) },
  'claude-sonnet-4-6': { prices: perMillion(3, 15, 3.75, 6, 0.3) },
  'claude-opus-4-6': { prices: perMillion(5, 25, 6.25, 10, 0.5) },
  // third party, legacy models
  'claude-opus-4-5': { prices: perMillion(5, 25, 6.25, 10, 0.5) },
  'claude-sonnet-4-5': {
    prices: perMillion(3, 15, 3.75, 6, 0.3),
    longPrompt: { above: 200_000, prices: perMillion(6, 22.5, 7.5, 12, 0.6) },
  },
};

function perMillion(
  input: number,
  output: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  cacheRead: number,
): TokenPrices {
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
}
