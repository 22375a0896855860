import type { Clock } from '../clock/index.ts';

export interface HitCount {
  readonly hits: number;
  /** Milliseconds since the epoch. */
  readonly lastUsedAt: number;
}

/**
 * Counts hits in memory and writes them down together a while later, so that a hit costs no write. Counts that could
 * not be written are lost: they steer eviction and lists, nothing more.
 */
export interface HitCounter {
  note(key: string): void;
  /** What has been counted for `key` and not been written down. */
  pending(key: string): HitCount | undefined;
  /** `key` was replaced or deleted: its count is no longer of use. */
  forget(key: string): void;
  /** Writes down what there is, now. Never throws. */
  flush(): Promise<void>;
}

/** `write` is told of the counts of `intervalMs` at once. The waiting ends with `signal`. */
export function createHitCounter(
  clock: Clock,
  intervalMs: number,
  write: (counts: ReadonlyMap<string, HitCount>) => Promise<void>,
  signal: AbortSignal,
): HitCounter {
  let counts = new Map<string, HitCount>();

  const flush = async () => {
    if (counts.size === 0) return;
    const written = counts;
    counts = new Map();
    await write(written).catch(() => {});
  };

  return {
    note(key) {
      if (counts.size === 0) void clock.sleep(intervalMs, signal).then(flush, () => {});
      counts.set(key, { hits: (counts.get(key)?.hits ?? 0) + 1, lastUsedAt: clock.now() });
    },
    pending: (key) => counts.get(key),
    forget: (key) => {
      counts.delete(key);
    },
    flush,
  };
}
