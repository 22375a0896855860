import type { Usage } from '../turn/usage.ts';
import { rowOf } from './base-model.ts';
import { PRICE_ROWS, PRICES_AS_OF, type PriceRow } from './price-data.ts';
import type { PriceTable } from './price-table.ts';
import type { TokenPrices } from './token-prices.ts';

const TOKENS_PER_PRICE = 1_000_000;

/**
 * The built-in prices, with the user's own before them. An override replaces its model's row, long-prompt price
 * included, and may name a model that is not built in.
 */
export function createPriceTable(overrides: Readonly<Record<string, TokenPrices>> = {}): PriceTable {
  function find(model: string): PriceRow | undefined {
    const own = rowOf(overrides, model);
    return own === undefined ? rowOf(PRICE_ROWS, model) : { prices: own };
  }

  return {
    asOf: PRICES_AS_OF,
    costOf(model, usage) {
      const row = usage === null ? undefined : find(model);
      return usage === null || row === undefined ? null : cost(usage, pricesFor(row, usage));
    },
    pricesOf: (model) => find(model)?.prices ?? null,
  };
}

function pricesFor({ prices, longPrompt }: PriceRow, usage: Usage): TokenPrices {
  const promptTokens = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  return longPrompt !== undefined && promptTokens > longPrompt.above ? longPrompt.prices : prices;
}

function cost(usage: Usage, prices: TokenPrices): number {
  const total =
    usage.input * prices.input +
    usage.output * prices.output +
    usage.cacheRead * prices.cacheRead +
    usage.cacheWrite5m * prices.cacheWrite5m +
    usage.cacheWrite1h * prices.cacheWrite1h;
  return total / TOKENS_PER_PRICE;
}
