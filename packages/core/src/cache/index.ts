export type { Cache, CacheHit, CacheMiss } from './cache.ts';
export { cacheKey, contextKey } from './cache-key.ts';
export { canonicalJson } from './canonical-json.ts';
export { entryWorth, type Keepsake } from './entry-worth.ts';
export { chooseVictims } from './eviction.ts';
export {
  createExactCache,
  type ExactCache,
  type ExactCacheOptions,
  type ExactCacheStats,
  type ExactEntrySummary,
} from './exact-cache.ts';
export { hasLongNumber } from './has-long-number.ts';
export { createTally, type CacheSize, type Tally } from './tally.ts';
