export { createAdmission, type Admission, type AdmissionOptions, type Ticket } from './admission/index.ts';
export {
  cacheKey,
  canonicalJson,
  chooseVictims,
  createExactCache,
  createTally,
  entryWorth,
  type Cache,
  type CacheHit,
  type CacheMiss,
  type CacheSize,
  type ExactCache,
  type ExactCacheOptions,
  type ExactCacheStats,
  type ExactEntrySummary,
  type Keepsake,
  type Tally,
} from './cache/index.ts';
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
export { createSystemClock, type Clock } from './clock/index.ts';
export {
  ERROR_CODES,
  isErrorCode,
  JackdawError,
  toJackdawError,
  toWireError,
  type ErrorCode,
  type ErrorDetails,
  type WireError,
} from './errors/index.ts';
export { conversationToMarkdown, createConversations, searchHistory, type Conversations } from './history/index.ts';
export { openLedger, type AttemptLine, type Ledger, type RecordAttempt, type TurnLine } from './ledger/index.ts';
export type { ModelCall, Provider, ProviderEvent, Upstream } from './provider/index.ts';
export { openTraces, type Traces } from './trace/index.ts';
export {
  addUsage,
  createFlights,
  createTurns,
  EventLog,
  NO_USAGE,
  runTurn,
  textOf,
  type Answer,
  type Caller,
  type ChatEvent,
  type ChatRequest,
  type ContentBlock,
  type Flights,
  type LoggedEvent,
  type Message,
  type RequestDefaults,
  type Turn,
  type TurnResult,
  type Turns,
  type TurnsOptions,
  type TurnStages,
  type Usage,
} from './turn/index.ts';
