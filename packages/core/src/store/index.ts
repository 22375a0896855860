export type { LocalStore } from './local-store.ts';
export { createMemoryStore } from './memory-store.ts';
export {
  prefixRange,
  type DeriveOperation,
  type JsonValue,
  type ScanOptions,
  type Store,
  type StoreEntry,
  type StoreOperation,
} from './store.ts';
