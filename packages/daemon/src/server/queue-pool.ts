/** One reader's share of the memory for what waits. */
export interface QueueShare {
  /** Tells how many bytes wait now. */
  set(bytes: number): void;
}

/** What all send queues may hold together. */
export interface QueuePool {
  /** `drop` is called when the pool is over its bound and nobody is further behind; it has to bring the share to 0. */
  join(drop: () => void): QueueShare;
}

/**
 * Each queue has a bound of its own, and many of them could still hold more than there is memory. Beyond `maxBytes`
 * the reader that is furthest behind goes: those who keep up hold nothing, and so are never asked to.
 */
export function createQueuePool(maxBytes: number): QueuePool {
  const held = new Map<() => void, number>();
  let total = 0;

  function dropFurthest(): void {
    const [furthest] = [...held].toSorted(([, one], [, other]) => other - one);
    furthest?.[0]();
  }

  return {
    join(drop) {
      return {
        set(bytes) {
          total += bytes - (held.get(drop) ?? 0);
          if (bytes === 0) held.delete(drop);
          else held.set(drop, bytes);
          if (total > maxBytes) dropFurthest();
        },
      };
    },
  };
}
