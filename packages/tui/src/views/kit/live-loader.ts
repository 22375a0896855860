import { toJackdawError } from '@jackdaw/core/protocol';
import type { ChatView, Store } from '../../state/index.ts';
import { createStore } from '../../state/store.ts';

export interface LiveState<K, T> {
  readonly chosen: K;
  /** The last that came. */
  readonly data: T | null;
  readonly problem: string | null;
}

export interface LiveLoader<K, T> extends Pick<Store<LiveState<K, T>>, 'get' | 'subscribe'> {
  choose(key: K): void;
}

/**
 * Loads what was chosen at once, and again whenever the daemon's figures have changed; one call at a time. Looks at
 * the figures only while somebody subscribes.
 */
export function createLiveLoader<K, T>(
  view: Store<ChatView>,
  first: K,
  load: (key: K) => Promise<T>,
): LiveLoader<K, T> {
  const store = createStore<LiveState<K, T>>({ chosen: first, data: null, problem: null });
  let loading = false;
  let again = false;
  let seen = view.get().stats;

  async function run(): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    again = false;
    const { chosen } = store.get();
    try {
      const data = await load(chosen);
      if (store.get().chosen === chosen) store.set({ data, problem: null });
    } catch (error) {
      store.set({ problem: toJackdawError(error).message });
    }
    loading = false;
    if (again) void run();
  }

  void run();
  return {
    get: store.get,
    subscribe(listener) {
      const stopView = view.subscribe(() => {
        const { stats } = view.get();
        if (stats === seen) return;
        seen = stats;
        void run();
      });
      const stopStore = store.subscribe(listener);
      return () => {
        stopView();
        stopStore();
      };
    },
    choose(key) {
      store.set({ chosen: key, problem: null });
      void run();
    },
  };
}
