import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.ts';
import { prefixRange, type Store } from '../store/index.ts';
import { deepFreeze } from './deep-freeze.ts';
import { chooseVictims, SAMPLE_SIZE } from './eviction.ts';
import { isExpired, pinnedJson, readExactEntry, type ExactEntry } from './exact-record.ts';
import type { HitCount } from './hit-counter.ts';
import { KeyFilter } from './key-filter.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createTally, type CacheSize } from './tally.ts';

const RANGE = prefixRange('exact/');

/** Bytes of entries that are kept in memory too. */
const RECENT_BYTES = 8 * 1024 * 1024;

/** Most records that one task of the queue reads: a save waits behind a few milliseconds of housekeeping, not more. */
const PAGE = 64;

/** Samples in a row in which nothing may go, all being pinned: then there is no more room to be had. */
const MOST_IN_VAIN = 64;

/** Samples that one save may evict from; a cache that is far too full (its bound was lowered) empties in the background. */
const MOST_SAMPLES = 256;

export interface ExactEntriesOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Bytes of all entries together. */
  readonly maxBytes: number;
}

/** What lies under a key: `damaged` where it cannot be read as an entry of that key. */
export type Found = ExactEntry | 'damaged' | null;

/**
 * The exact cache's records in a store, and how much they hold. Changes are made one after the other, so that size,
 * eviction and replacement never work on what another is changing; reading waits for nobody.
 * Every method rejects with the store's `storage_failed`.
 */
export interface ExactEntries {
  /** Exact once `walk` has come to its end, and then never above `maxBytes`. */
  readonly size: CacheSize;
  readonly counted: boolean;
  get(key: string): Promise<Found>;
  /** True where there is surely nothing under that key, and nothing need be read to tell. */
  isNew(key: string): boolean;
  /** The same without a wait, for an entry of the moment; null where only `get` can tell. */
  recent(key: string): ExactEntry | null;
  /** In order of keys, those after `cursor`; damaged records are left out. */
  scan(cursor: string | null): AsyncIterable<ExactEntry>;
  /**
   * Makes room, then writes. False where there was no room; then nothing is kept under that key, nothing old either.
   * `late`: with what else gathers, a moment later; a crash before loses it.
   */
  put(key: string, json: string, bytes: number, late?: 'late'): Promise<boolean>;
  /** The same as `put` with `late`, at once, where nothing has to give way and nobody else changes anything; else false. */
  putNew(key: string, json: string, bytes: number): boolean;
  /** Deletes what lies under `key`, if `doomed` says so of what is there by then. True where something was deleted. */
  remove(key: string, doomed?: (found: Found) => boolean): Promise<boolean>;
  /** How many were deleted: all that were there at the call. */
  clear(): Promise<number>;
  /** Pins an entry, or lets it go its way again. False where there is none. */
  pin(key: string, pinned: boolean): Promise<boolean>;
  addHits(counts: ReadonlyMap<string, HitCount>): Promise<void>;
  /** Reads every record once: counts, removes what is expired or damaged, and evicts down to the bound. */
  walk(signal: AbortSignal): Promise<void>;
  /** Resolves when all changes asked for so far are made. */
  settle(): Promise<void>;
}

export function createExactEntries({ store, clock, random, maxBytes }: ExactEntriesOptions): ExactEntries {
  const changes = createSerialQueue();
  const inTurn = changes.run;
  const tally = createTally();

  // Entries of the moment, checked and parsed: a question asked again and again costs a look into a map.
  const recent = new LRUCache<string, ExactEntry>({
    maxSize: RECENT_BYTES,
    maxEntrySize: RECENT_BYTES / 16,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
  });

  let changesMade = 0;
  /** To be called before a change, and where it is waited for also after: whoever reads meanwhile may have seen either. */
  const forget = (key: string) => {
    recent.delete(key);
    changesMade += 1;
  };

  /** Of all records, once a walk has seen them: most questions are new, and need not be looked up to tell. */
  let known: KeyFilter | null = null;
  /** Of those that the walk under way has seen. */
  let seen: KeyFilter | null = null;
  const note = (key: string) => {
    known?.add(key);
    seen?.add(key);
  };

  const isNew = (key: string) => known?.mayHave(key) === false && !recent.has(key);

  const get = async (key: string): Promise<Found> => {
    const remembered = recent.get(key);
    if (remembered !== undefined) return remembered;
    if (known?.mayHave(key) === false) return null;
    const begun = changesMade;
    const value = await store.get(RANGE.from + key);
    if (value === undefined) return null;
    const entry = readExactEntry(key, value);
    if (entry === null) return 'damaged';
    // What was read before a change must not be remembered behind it.
    if (changesMade === begun) recent.set(key, deepFreeze(entry));
    return entry;
  };

  const page = async (from: string, to: string, limit: number): Promise<Listed[]> => {
    const records: Listed[] = [];
    for await (const record of store.scan({ from, to, limit })) {
      const key = record.key.slice(RANGE.from.length);
      records.push({ key, entry: readExactEntry(key, record.value) });
    }
    return records;
  };

  /** The size of a damaged record is unknown; the next walk corrects the tally. */
  const drop = async (records: readonly Listed[]) => {
    if (records.length === 0) return;
    for (const { key } of records) forget(key);
    await store.write(records.map(({ key }) => ({ type: 'delete', key: RANGE.from + key })));
    for (const { key } of records) forget(key);
    for (const { key, entry } of records) if (entry !== null) tally.remove(key, entry.bytes);
  };

  /** Keys are uniform hashes, so neighbours from a random place on are a random sample. */
  const sample = async (): Promise<Listed[]> => {
    const place =
      RANGE.from +
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const after = await page(place, RANGE.to, SAMPLE_SIZE);
    if (after.length === SAMPLE_SIZE) return after;
    return [...after, ...(await page(RANGE.from, place, SAMPLE_SIZE - after.length))];
  };

  /**
   * True when `extra` more bytes fit, after at most `samples` rounds of eviction; `spared` is about to be replaced.
   * Pinned entries stay.
   */
  const makeRoom = async (extra: number, samples: number, spared?: string): Promise<boolean> => {
    const excess = () => tally.size.bytes + extra - maxBytes;
    let inVain = 0;
    for (let round = 0; round < samples && excess() > 0 && inVain < MOST_IN_VAIN; round += 1) {
      const candidates = (await sample()).filter(({ key }) => key !== spared);
      // Nothing is left: the excess is that of damaged records, whose size nobody knew when they went.
      if (candidates.length === 0) return true;
      const damaged = candidates.filter(({ entry }) => entry === null);
      const living = candidates.flatMap(({ entry }) =>
        entry === null || entry.pinned === true ? [] : [entry],
      );
      const victims = chooseVictims(living, excess(), clock.now());
      await drop([...damaged, ...victims.map((entry) => ({ key: entry.key, entry }))]);
      inVain = damaged.length + victims.length === 0 ? inVain + 1 : 0;
    }
    return excess() <= 0;
  };

  /** One page of a walk; gives the key to go on from, or ends the walk, in the same turn so that no change slips between. */
  const walkPage = async (from: string): Promise<string | null> => {
    const records = await page(from, RANGE.to, PAGE);
    const now = clock.now();
    const isDead = ({ entry }: Listed) => entry === null || isExpired(entry, now);
    await drop(records.filter(isDead));
    for (const record of records) {
      seen?.add(record.key);
      tally.pass(record.key, isDead(record) ? null : (record.entry?.bytes ?? null));
    }
    const last = records.at(-1);
    if (last !== undefined && records.length === PAGE) return after(last.key);
    tally.endWalk();
    known = seen;
    seen = null;
    return null;
  };

  return {
    get size() {
      return tally.size;
    },
    get counted() {
      return tally.exact;
    },
    get,
    isNew,
    recent: (key) => recent.get(key) ?? null,
    async *scan(cursor) {
      const from = cursor === null ? RANGE.from : after(cursor);
      for await (const { key, value } of store.scan({ from, to: RANGE.to })) {
        const entry = readExactEntry(key.slice(RANGE.from.length), value);
        if (entry !== null) yield entry;
      }
    },
    put: (key, json, bytes, late) =>
      inTurn(async () => {
        const found = await get(key);
        const old = found === null || found === 'damaged' ? null : found;
        if (!(await makeRoom(bytes - (old?.bytes ?? 0), MOST_SAMPLES, key))) {
          if (found !== null) await drop([{ key, entry: old }]);
          return false;
        }
        note(key);
        forget(key);
        const kept = old?.pinned === true ? pinnedJson(json) : json;
        const batch = [{ type: 'put-json', key: RANGE.from + key, json: kept }] as const;
        if (late === undefined) await store.write(batch);
        else store.writeLater(batch);
        forget(key);
        if (old !== null) tally.remove(key, old.bytes);
        tally.add(key, bytes);
        return true;
      }),
    putNew(key, json, bytes) {
      if (!changes.isIdle || !isNew(key) || tally.size.bytes + bytes > maxBytes) return false;
      note(key);
      store.writeLater([{ type: 'put-json', key: RANGE.from + key, json }]);
      tally.add(key, bytes);
      return true;
    },
    remove: (key, doomed = () => true) =>
      inTurn(async () => {
        const found = await get(key);
        if (found === null || !doomed(found)) return false;
        await drop([{ key, entry: found === 'damaged' ? null : found }]);
        return true;
      }),
    async clear() {
      let deleted = 0;
      for (let from: string | null = RANGE.from; from !== null;) {
        const start: string = from;
        const records = await inTurn(async () => {
          const listed = await page(start, RANGE.to, PAGE);
          await drop(listed);
          return listed;
        });
        deleted += records.length;
        const last = records.at(-1);
        from = last !== undefined && records.length === PAGE ? after(last.key) : null;
      }
      return deleted;
    },
    pin: (key, pinned) =>
      inTurn(async () => {
        const found = await get(key);
        if (found === null || found === 'damaged') return false;
        forget(key);
        const json = JSON.stringify({ ...found, pinned });
        await store.write([{ type: 'put-json', key: RANGE.from + key, json }]);
        forget(key);
        return true;
      }),
    addHits: (counts) =>
      inTurn(async () => {
        for (const [key, { hits, lastUsedAt }] of counts) {
          const entry = await get(key);
          if (entry === null || entry === 'damaged') continue;
          const json = JSON.stringify({ ...entry, hits: entry.hits + hits, lastUsedAt });
          forget(key);
          store.writeLater([{ type: 'put-json', key: RANGE.from + key, json }]);
        }
      }),
    async walk(signal) {
      tally.startWalk();
      seen = new KeyFilter();
      for (let from: string | null = RANGE.from; from !== null;) {
        signal.throwIfAborted();
        const start: string = from;
        from = await inTurn(() => walkPage(start));
      }
      for (let inVain = 0; inVain < MOST_IN_VAIN;) {
        signal.throwIfAborted();
        const before = tally.size.bytes;
        if (await inTurn(() => makeRoom(0, 1))) break;
        inVain = tally.size.bytes < before ? 0 : inVain + 1;
      }
    },
    settle: () => inTurn(async () => {}),
  };
}

interface Listed {
  readonly key: string;
  /** Null where the record is damaged. */
  readonly entry: ExactEntry | null;
}

/** The first key of the store beyond an entry's. */
function after(key: string): string {
  return `${RANGE.from}${key}\0`;
}
