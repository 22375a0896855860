import type { JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, type CacheEntrySummary, type CacheStats } from '@jackdaw/core/protocol';
import { createStore, type Store } from '../../state/store.ts';

export const ORDERS = ['latest', 'hits', 'saved'] as const;
export type Order = (typeof ORDERS)[number];

export interface CacheState {
  readonly order: Order;
  readonly entries: readonly CacheEntrySummary[];
  readonly stats: CacheStats | null;
  /** True where there are more entries than are listed. */
  readonly cut: boolean;
  readonly loading: boolean;
  readonly problem: string | null;
  readonly note: string | null;
}

export interface CacheModel extends Pick<Store<CacheState>, 'get' | 'subscribe'> {
  nextOrder(): void;
  reload(): void;
  /** Does something to an entry, says so, and reads the list anew. */
  change(note: string, work: (client: JackdawClient) => Promise<unknown>): void;
}

const PAGE = 500;
const MOST = 5000;

/** What the cache view lists. Reads at once. */
export function createCacheModel(client: () => Promise<JackdawClient>): CacheModel {
  const store = createStore<CacheState>({
    order: 'latest',
    entries: [],
    stats: null,
    cut: false,
    loading: true,
    problem: null,
    note: null,
  });

  async function reload(): Promise<void> {
    store.set({ loading: true });
    try {
      const connection = await client();
      const stats = await connection.call('cache.stats', {});
      const entries: CacheEntrySummary[] = [];
      let cursor: string | undefined;
      do {
        const page = await connection.call('cache.list', {
          limit: PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        });
        entries.push(...page.entries);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined && entries.length < MOST);
      store.set({ entries: inOrder(entries, store.get().order), stats, cut: cursor !== undefined });
      store.set({ loading: false, problem: null });
    } catch (error) {
      store.set({ loading: false, problem: toJackdawError(error).message });
    }
  }

  void reload();
  return {
    get: store.get,
    subscribe: store.subscribe,
    nextOrder() {
      const order = ORDERS[(ORDERS.indexOf(store.get().order) + 1) % ORDERS.length] ?? 'latest';
      store.set({ order, entries: inOrder(store.get().entries, order), note: null });
    },
    reload: () => void reload(),
    change(note, work) {
      void client()
        .then(work)
        .then(
          () => store.set({ note }),
          (error: unknown) => store.set({ note: toJackdawError(error).message }),
        )
        .then(reload);
    },
  };
}

function inOrder(entries: readonly CacheEntrySummary[], order: Order): readonly CacheEntrySummary[] {
  const figure = {
    latest: (entry: CacheEntrySummary) => entry.lastUsedAt ?? entry.createdAt,
    hits: (entry: CacheEntrySummary) => entry.hits,
    saved: (entry: CacheEntrySummary) => entry.savedUsd,
  }[order];
  return entries.toSorted((a, b) => figure(b) - figure(a));
}
