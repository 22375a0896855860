export { createModelFacts, type KnownFacts } from './create-model-facts.ts';
export { createPriceTable } from './create-price-table.ts';
export { KNOWN_MODELS, modelFacts, type ModelFacts } from './model-data.ts';
export { PRICES_AS_OF } from './price-data.ts';
export type { PriceTable } from './price-table.ts';
export type { TokenPrices } from './token-prices.ts';
