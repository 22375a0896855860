export type { Cache, CacheHit, CacheMiss } from './cache.ts';
export { cacheKey } from './cache-key.ts';
