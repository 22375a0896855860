import { JackdawError } from '../errors/index.ts';
import { compareKeys } from './compare-keys.ts';
import type { LocalStore } from './local-store.ts';
import type { JsonValue, ScanOptions, StoreEntry, StoreOperation } from './store.ts';

/**
 * A store that lives and dies with the process: for tests, and for a daemon whose disk cannot be used. Records are
 * kept as JSON text, so nobody can change what is stored through a value that they wrote or read.
 */
export function createMemoryStore(): LocalStore {
  const records = new Map<string, Kept>();
  /** The keys of `records`, in order. */
  const keys: string[] = [];
  let closed = false;

  const assertOpen = () => {
    if (closed) throw new JackdawError('storage_failed', 'The store is closed.');
  };

  const apply = ({ key, kept }: Prepared) => {
    const known = records.has(key);
    if (kept === null) {
      if (known) keys.splice(firstAtOrAfter(keys, key), 1);
      records.delete(key);
    } else {
      if (!known) keys.splice(firstAtOrAfter(keys, key), 0, key);
      records.set(key, kept);
    }
  };

  const selected = ({ from, to, reverse = false, limit = Infinity }: ScanOptions): [string, string][] => {
    const range = keys.slice(firstAtOrAfter(keys, from), firstAtOrAfter(keys, to));
    if (reverse) range.reverse();
    return range.slice(0, limit).map((key) => [key, textOf(records.get(key) ?? 'null')]);
  };

  async function* scan(options: ScanOptions): AsyncGenerator<StoreEntry, void, void> {
    assertOpen();
    for (const [key, text] of selected(options)) {
      assertOpen();
      yield { key, value: parse(text) };
    }
  }

  const getNow = (key: string) => {
    assertOpen();
    const kept = records.get(key);
    return kept === undefined ? undefined : parse(textOf(kept));
  };

  const write = (batch: readonly StoreOperation[]) => {
    assertOpen();
    // All is made ready before anything is applied: a value that cannot be kept fails the whole batch.
    for (const prepared of batch.map(prepare)) apply(prepared);
  };

  return {
    get: async (key) => getNow(key),
    getNow,
    write: async (batch) => write(batch),
    writeLater: write,
    async sync() {
      assertOpen();
    },
    scan,
    async close() {
      closed = true;
    },
  };
}

/** JSON text, or how it comes about whenever somebody reads. */
type Kept = string | (() => JsonValue);

interface Prepared {
  readonly key: string;
  /** Null deletes. */
  readonly kept: Kept | null;
}

const textOf = (kept: Kept): string => (typeof kept === 'string' ? kept : JSON.stringify(kept()));

function prepare(operation: StoreOperation): Prepared {
  if (operation.type === 'delete') return { key: operation.key, kept: null };
  if (operation.type === 'put-json') return { key: operation.key, kept: operation.json };
  if (operation.type === 'derive') return { key: operation.key, kept: operation.read };
  try {
    const text: string | undefined = JSON.stringify(operation.value);
    if (text !== undefined) return { key: operation.key, kept: text };
  } catch (error) {
    throw new JackdawError('storage_failed', `The record ${operation.key} cannot be kept as JSON.`, {
      cause: error,
    });
  }
  throw new JackdawError('storage_failed', `The record ${operation.key} has no value.`);
}

function parse(text: string): JsonValue {
  return JSON.parse(text);
}

/** The place of the first key that is not before `key`. */
function firstAtOrAfter(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
