import type { JsonValue, Store } from './store.ts';

/**
 * A store on this machine, which can also be read without a wait: for what looks up a few records in the middle of a
 * search. A store past one machine has no such method, so nothing but the vector index's side may ask for it.
 */
export interface LocalStore extends Store {
  /** As `get`, at once. Throws `storage_failed`. */
  getNow(key: string): JsonValue | undefined;
}
