/** Reads whose results are acted upon only where nothing has changed meanwhile, so that no change undoes another. */
export interface SteadyReads {
  /**
   * Reads until a read went by without a change of `id`, then calls `use` with what it gave, with no wait in between.
   * Rejects with what `read` rejects with.
   */
  act<T, R>(id: string, read: () => Promise<T>, use: (found: T) => R): Promise<R>;
  /** To be told of each change, in the same turn of the event loop in which it is made. */
  changed(id: string): void;
}

export function createSteadyReads(): SteadyReads {
  const underWay = new Map<string, Set<{ stale: boolean }>>();

  function enter(id: string): { stale: boolean } {
    const look = { stale: false };
    const looks = underWay.get(id) ?? new Set();
    underWay.set(id, looks.add(look));
    return look;
  }

  function leave(id: string, look: { stale: boolean }): void {
    const looks = underWay.get(id);
    looks?.delete(look);
    if (looks?.size === 0) underWay.delete(id);
  }

  return {
    async act(id, read, use) {
      while (true) {
        const look = enter(id);
        try {
          const found = await read();
          if (!look.stale) return use(found);
        } finally {
          leave(id, look);
        }
      }
    },
    changed(id) {
      for (const look of underWay.get(id) ?? []) look.stale = true;
    },
  };
}
