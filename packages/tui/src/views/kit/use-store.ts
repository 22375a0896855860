import { useSyncExternalStore } from 'react';

/** The value of a store, rendered again with each change. */
export function useStore<T>(store: {
  readonly get: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
