import { abortable, type Clock } from '../clock/index.ts';
import type { Store } from '../store/index.ts';
import type { Cache, CacheHit, CacheMiss } from './cache.ts';
import { createExactEntries } from './exact-entries.ts';
import { isExpired, newExactEntry, type ExactEntry } from './exact-record.ts';
import { createHitCounter } from './hit-counter.ts';
import { readableDuration } from './readable-duration.ts';

/** How long counted hits wait to be written down together. */
const HITS_INTERVAL_MS = 5000;
/** How often expired entries that nobody asks for are swept out, and how soon a failed walk is tried again. */
const SWEEP_INTERVAL_MS = 6 * 3_600_000;
const RETRY_INTERVAL_MS = 60_000;
const LARGEST_ENTRY_BYTES = 4 * 1024 * 1024;

const NEW_QUESTION: CacheMiss = { tier: null, reason: 'new question' };

export interface ExactCacheOptions {
  /** Records are kept under `exact/`; closing the store is the caller's. */
  readonly store: Store;
  readonly clock: Clock;
  /** At least 0, less than 1; picks the places that eviction samples. */
  readonly random: () => number;
  /** Milliseconds that an entry lives where its request does not say. */
  readonly ttlMs: number;
  /** Bytes of all entries together. */
  readonly maxBytes: number;
  /** Bytes of one entry; larger answers are not kept. Default: 4 MiB. */
  readonly maxEntryBytes?: number | undefined;
}

export interface ExactCacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** Answers served since the cache was opened. */
  readonly hits: number;
  /** True until the records have been counted after opening; `entries` and `bytes` are still rising until then. */
  readonly counting: boolean;
}

/** One entry in a list: everything but the answer itself. */
export interface ExactEntrySummary extends Omit<ExactEntry, 'key' | 'answer'> {
  readonly id: string;
  readonly model: string;
  /** Dollars that each hit saves; null where the price is unknown. */
  readonly costUsd: number | null;
}

/**
 * Answers by the hash of the whole request. An entry's id is its key. The managing methods reject with `storage_failed`
 * where the medium fails; `find` and `save` never do.
 */
export interface ExactCache extends Cache {
  stats(): ExactCacheStats;
  /** Living entries in order of their ids; `cursor` of one page asks for the next, and is null on the last. */
  list(options: {
    readonly limit: number;
    readonly cursor?: string | null | undefined;
  }): Promise<{ readonly entries: readonly ExactEntrySummary[]; readonly cursor: string | null }>;
  /** Null where there is none, or it has expired. */
  get(id: string): Promise<(ExactEntrySummary & { readonly answer: ExactEntry['answer'] }) | null>;
  /** A pinned entry neither expires nor is evicted, and stays pinned when its answer is replaced. False where there is none. */
  pin(id: string, pinned: boolean): Promise<boolean>;
  /** False where there was none. */
  delete(id: string): Promise<boolean>;
  /** How many were deleted. */
  clear(): Promise<number>;
  /** Ends the work in the background and writes down what was counted. */
  close(): Promise<void>;
}

export function createExactCache(options: ExactCacheOptions): ExactCache {
  const { clock, maxBytes } = options;
  const maxEntryBytes = Math.min(options.maxEntryBytes ?? LARGEST_ENTRY_BYTES, maxBytes);
  const entries = createExactEntries(options);
  const closing = new AbortController();
  const counter = createHitCounter(clock, HITS_INTERVAL_MS, entries.addHits, closing.signal);
  let hits = 0;

  const isOver = (entry: ExactEntry) => isExpired(entry, clock.now());
  const isDead = (found: ExactEntry | 'damaged' | null) =>
    found === 'damaged' || (found !== null && isOver(found));
  const bury = (key: string) => void entries.remove(key, isDead).catch(() => {});

  const summary = ({ key, answer, ...rest }: ExactEntry): ExactEntrySummary => {
    const pending = counter.pending(key);
    const used =
      pending === undefined ? {} : { hits: rest.hits + pending.hits, lastUsedAt: pending.lastUsedAt };
    return { id: key, ...rest, ...used, model: answer.model, costUsd: answer.costUsd };
  };

  const keepHouse = async () => {
    while (true) {
      const whole = await entries.walk(closing.signal).then(
        () => true,
        () => false,
      );
      await clock.sleep(whole ? SWEEP_INTERVAL_MS : RETRY_INTERVAL_MS, closing.signal);
    }
  };
  const house = keepHouse().catch(() => {});

  const served = (key: string) => {
    hits += 1;
    counter.note(key);
  };
  const hit = (entry: ExactEntry): CacheHit => {
    served(entry.key);
    return { tier: 'exact', entryId: entry.key, answer: entry.answer };
  };

  const lookUp = async (key: string, signal: AbortSignal): Promise<CacheHit | CacheMiss> => {
    try {
      const found = entries.recent(key) ?? (await abortable(entries.get(key), signal));
      if (found === null) return NEW_QUESTION;
      if (found === 'damaged') {
        bury(key);
        return miss('the stored answer was damaged and is removed');
      }
      if (isOver(found)) {
        bury(key);
        return miss(`expired ${readableDuration(clock.now() - found.expiresAt)} ago`);
      }
      return hit(found);
    } catch (error) {
      signal.throwIfAborted();
      return miss(`cache failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const replace = async (key: string, json: string, bytes: number, late: 'late' | undefined) => {
    try {
      // What it was to replace is out of date, kept or not.
      if (bytes > maxEntryBytes) await entries.remove(key);
      else if (await entries.put(key, json, bytes, late)) return key;
    } catch {
      // The medium failed: the turn has its answer, and the next one asks the model again.
    }
    return null;
  };

  return {
    served,
    recall(key) {
      const entry = entries.recent(key);
      return entry === null || isOver(entry) ? null : hit(entry);
    },
    find: (key, _request, signal) => (entries.isNew(key) ? NEW_QUESTION : lookUp(key, signal)),

    save(key, request, answer) {
      const ttlMs = request.cache.ttlMs ?? options.ttlMs;
      if (!Number.isFinite(ttlMs) || ttlMs <= 0) return null;
      try {
        const { json, bytes } = newExactEntry(key, request, answer, { now: clock.now(), ttlMs });
        // A tool is told of no entry: one that a crash takes is asked for once more, and that is all.
        const late = request.passage && 'late';
        counter.forget(key);
        if (late && bytes <= maxEntryBytes && entries.putNew(key, json, bytes)) return key;
        return replace(key, json, bytes, late);
      } catch {
        // The answer holds what JSON cannot express.
        return null;
      }
    },

    stats: () => ({ ...entries.size, maxBytes, hits, counting: !entries.counted }),

    async list({ limit, cursor }) {
      const listed: ExactEntrySummary[] = [];
      for await (const entry of entries.scan(cursor ?? null)) {
        if (isOver(entry)) continue;
        if (listed.length === limit) return { entries: listed, cursor: listed.at(-1)?.id ?? null };
        listed.push(summary(entry));
      }
      return { entries: listed, cursor: null };
    },

    async get(id) {
      const found = await entries.get(id);
      if (found === null || found === 'damaged' || isOver(found)) return null;
      return { ...summary(found), answer: found.answer };
    },

    async pin(id, pinned) {
      const found = await entries.get(id);
      // One whose time is over is as good as gone.
      if (found === null || found === 'damaged' || isOver(found)) return false;
      return entries.pin(id, pinned);
    },

    delete: (id) => {
      counter.forget(id);
      return entries.remove(id);
    },

    clear: () => entries.clear(),

    async close() {
      closing.abort();
      await counter.flush();
      await house;
      await entries.settle();
    },
  };
}

function miss(reason: string): CacheMiss {
  return { tier: null, reason };
}
