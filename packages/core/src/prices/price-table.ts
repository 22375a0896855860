import type { TokenPrices } from './token-prices.ts';
import type { Usage } from '../turn/usage.ts';

/** Dollars of calls, by model. Unknown models and unknown usage give null, never 0. */
export interface PriceTable {
  /** ISO date of the built-in data. */
  readonly asOf: string;
  costOf(model: string, usage: Usage | null): number | null;
  /** Dollars per million tokens, up to the first price step; null for an unknown model. */
  pricesOf(model: string): TokenPrices | null;
}
