import { toJackdawError } from '@jackdaw/core/protocol';
import { createStore, type Store } from '../../state/store.ts';

/** What the daemon was asked for; `data` is the last that came, also while it is asked for anew. */
export interface LoadState<T> {
  readonly data: T | null;
  /** Why the last call failed; null where it did not. */
  readonly problem: string | null;
  readonly loading: boolean;
}

export interface Loader<T> extends Pick<Store<LoadState<T>>, 'get' | 'subscribe'> {
  /** Asks anew; only the latest call counts. */
  reload(): void;
}

/** Asks at once. */
export function createLoader<T>(load: () => Promise<T>): Loader<T> {
  const store = createStore<LoadState<T>>({ data: null, problem: null, loading: true });
  let round = 0;
  async function run(): Promise<void> {
    const own = ++round;
    try {
      const data = await load();
      if (own === round) store.set({ data, problem: null, loading: false });
    } catch (error) {
      if (own === round) store.set({ problem: toJackdawError(error).message, loading: false });
    }
  }
  void run();
  return {
    get: store.get,
    subscribe: store.subscribe,
    reload() {
      store.set({ loading: true });
      void run();
    },
  };
}

/** Things that are asked for by a key, each once, when they are first looked at. */
export interface KeyedLoader<T> {
  /** Changes with every answer that comes. */
  get(): object;
  subscribe(listener: () => void): () => void;
  /** Asks where nobody has; may be called while rendering. */
  read(key: string): LoadState<T>;
  /** Asks anew when it is next looked at. */
  forget(key: string): void;
}

const LOADING = { data: null, problem: null, loading: true } as const;

export function createKeyedLoader<T>(load: (key: string) => Promise<T>): KeyedLoader<T> {
  const known = new Map<string, LoadState<T>>();
  const version = createStore({});

  async function run(key: string): Promise<void> {
    try {
      known.set(key, { data: await load(key), problem: null, loading: false });
    } catch (error) {
      known.set(key, { data: null, problem: toJackdawError(error).message, loading: false });
    }
    version.set({});
  }

  return {
    get: version.get,
    subscribe: version.subscribe,
    read(key) {
      const state = known.get(key);
      if (state !== undefined) return state;
      known.set(key, LOADING);
      void run(key);
      return LOADING;
    },
    forget: (key) => void known.delete(key),
  };
}
