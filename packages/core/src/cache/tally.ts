export interface CacheSize {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * How much a range of records holds, kept exact while it changes. It has to be counted once, by a walk in order of
 * keys; records may come and go during the walk: those up to where the walk is have been counted and are adjusted,
 * those beyond will be met. A later walk counts afresh and corrects what a damaged record may have falsified.
 */
export interface Tally {
  /** As of the moment. Exact after the first walk; before that, what the walk has seen so far. */
  readonly size: CacheSize;
  /** True once a walk has come to its end. */
  readonly exact: boolean;
  startWalk(): void;
  /** The walk has come to `key`, and found a record of so many bytes, or (null) none that stays. */
  pass(key: string, bytes: number | null): void;
  endWalk(): void;
  add(key: string, bytes: number): void;
  remove(key: string, bytes: number): void;
}

interface Count {
  entries: number;
  bytes: number;
}

const NOTHING: CacheSize = { entries: 0, bytes: 0 };

export function createTally(): Tally {
  let known: Count | null = null;
  let walk: { at: string | null; size: Count } | null = null;

  const adjust = (key: string, entries: number, bytes: number) => {
    if (known !== null) count(known, entries, bytes);
    if (walk !== null && walk.at !== null && key <= walk.at) count(walk.size, entries, bytes);
  };

  return {
    get size() {
      return known ?? walk?.size ?? NOTHING;
    },
    get exact() {
      return known !== null;
    },
    startWalk: () => {
      walk = { at: null, size: { ...NOTHING } };
    },
    pass: (key, bytes) => {
      if (walk === null) return;
      walk.at = key;
      if (bytes !== null) count(walk.size, 1, bytes);
    },
    endWalk: () => {
      known = walk?.size ?? known;
      walk = null;
    },
    add: (key, bytes) => adjust(key, 1, bytes),
    remove: (key, bytes) => adjust(key, -1, -bytes),
  };
}

function count(size: Count, entries: number, bytes: number): void {
  size.entries += entries;
  size.bytes += bytes;
}
