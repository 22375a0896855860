export { cacheKey, type Cache, type CacheHit, type CacheMiss } from './cache/index.ts';
export {
  createMemoryStore,
  prefixRange,
  type JsonValue,
  type ScanOptions,
  type Store,
  type StoreEntry,
  type StoreOperation,
} from './store/index.ts';
