export { createAdmission, type Admission, type AdmissionOptions, type Ticket } from './admission/index.ts';
export { cacheKey, type Cache, type CacheHit, type CacheMiss } from './cache/index.ts';
export {
  createPriceTable,
  KNOWN_MODELS,
  modelFacts,
  PRICES_AS_OF,
  type ModelFacts,
  type PriceTable,
  type TokenPrices,
} from './prices/index.ts';
export {
  createRetryBudget,
  createRetryPolicy,
  retryDelay,
  streamWithRetry,
  type ModelResponse,
  type RetryBudget,
  type RetryBudgetOptions,
  type RetryPolicy,
  type RetryPolicyOptions,
  type RetryStages,
  type RetryTiming,
} from './retry/index.ts';
export {
  classifyTask,
  createRouter,
  DEFAULT_RULES,
  estimateTextTokens,
  estimateTokens,
  isTier,
  TIER_PRESETS,
  TIERS,
  type Route,
  type Router,
  type RouteRule,
  type RouterOptions,
  type TaskGuess,
  type Tier,
  type TierModels,
  type TierPreset,
} from './router/index.ts';
export {
  createMemoryStore,
  prefixRange,
  type JsonValue,
  type ScanOptions,
  type Store,
  type StoreEntry,
  type StoreOperation,
} from './store/index.ts';
export { checkSchema, createValidate, type Draft, type Validate, type Verdict } from './validate/index.ts';
