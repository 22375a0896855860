import { LRUCache } from 'lru-cache';
import { prefixRange, type LocalStore, type StoreOperation } from '../../store/index.ts';
import { semanticRecordSchema, semanticRemovalSchema, type SemanticRecord } from './semantic-record.ts';
import { vectorFromText, vectorToText } from './vector-text.ts';

const RECORDS = 'semantic/';
const REMOVALS = 'semantic-gone/';
const numbered = (prefix: string, sequence: number): string =>
  `${prefix}${String(sequence).padStart(10, '0')}`;

export type SemanticChange =
  | { readonly seq: number; readonly id: number; readonly partition: string; readonly vector: Float32Array }
  | { readonly seq: number; readonly id: number; readonly removed: true };

export type NewSemanticRecord = Omit<SemanticRecord, 'id' | 'vector' | 'hits'> & {
  readonly vector: Float32Array;
};

export type SemanticUpdate = Partial<Pick<SemanticRecord, 'bar' | 'hits' | 'createdAt' | 'expiresAt'>>;

/** The entry under its new id, and the number of the old one's removal. */
export interface Moved {
  readonly record: SemanticRecord;
  readonly removal: number;
}

/** Records that are kept parsed, with their vectors: some 2 MB. */
const RECENT = 512;

interface Recent {
  readonly record: SemanticRecord;
  vector: Float32Array | undefined;
}

/** Operations in one batch where many records go. */
const BATCH = 500;

/**
 * The semantic cache's records. Every addition and removal has a number in one sequence, by which an index knows what
 * it has missed; an entry's id is the number of its addition. Methods throw the store's `storage_failed`.
 */
export interface SemanticEntries {
  /** The last number given. */
  readonly sequence: number;
  /** Resolves when the entry is on disk, where it survives the death of the process. */
  add(record: NewSemanticRecord): Promise<SemanticRecord>;
  /** Changes what is known of an entry as it stands now; one that is gone stays gone. */
  update(id: number, change: (record: SemanticRecord) => SemanticUpdate): void;
  /** The same, and resolves when it is on disk, where it survives the death of the process. */
  updateForGood(id: number, change: (record: SemanticRecord) => SemanticUpdate): Promise<void>;
  /** Gives an entry the vector of another embedder, and with it a new id, in one step. Null where it is gone. */
  move(id: number, embedderId: string, vector: Float32Array): Moved | null;
  /** The number of the removal; null where there was no such entry. */
  remove(id: number): number | null;
  get(id: number): SemanticRecord | undefined;
  vectorOf(id: number, embedderId: string, dimensions: number): Float32Array | null;
  /** In the order of ids. */
  list(afterId: number): AsyncIterable<SemanticRecord>;
  /** Changes with a number above `sequence` that concern vectors of this embedder. */
  changesSince(sequence: number, embedderId: string, dimensions: number): AsyncIterable<SemanticChange>;
  /** Drops the notes of removals with a number up to this one: for when every index has long followed them. */
  forgetRemovals(upTo: number): Promise<void>;
}

/** Reads the last number alone: a million entries open as fast as ten. */
export async function openSemanticEntries(store: LocalStore): Promise<SemanticEntries> {
  let sequence = 0;
  for (const prefix of [RECORDS, REMOVALS]) {
    for await (const { key } of store.scan({ ...prefixRange(prefix), reverse: true, limit: 1 })) {
      sequence = Math.max(sequence, Number(key.slice(prefix.length)));
    }
  }

  // A search looks at the same neighbours again and again.
  const recent = new LRUCache<number, Recent>({ max: RECENT });

  const find = (id: number): Recent | undefined => {
    const known = recent.get(id);
    if (known !== undefined) return known;
    const parsed = semanticRecordSchema.safeParse(store.getNow(numbered(RECORDS, id)));
    if (!parsed.success) return undefined;
    const found = { record: parsed.data, vector: undefined };
    recent.set(id, found);
    return found;
  };

  const get = (id: number): SemanticRecord | undefined => find(id)?.record;

  const put = (record: SemanticRecord): StoreOperation => {
    recent.delete(record.id);
    return { type: 'put', key: numbered(RECORDS, record.id), value: record };
  };

  const removalOf = (id: number, number: number): StoreOperation[] => {
    recent.delete(id);
    return [
      { type: 'delete', key: numbered(RECORDS, id) },
      { type: 'put', key: numbered(REMOVALS, number), value: { id } },
    ];
  };

  async function* list(afterId: number): AsyncGenerator<SemanticRecord, void, void> {
    const range = { from: numbered(RECORDS, afterId + 1), to: prefixRange(RECORDS).to };
    for await (const { value } of store.scan(range)) {
      const parsed = semanticRecordSchema.safeParse(value);
      if (parsed.success) yield parsed.data;
    }
  }

  return {
    get sequence() {
      return sequence;
    },
    async add({ vector, ...record }) {
      sequence += 1;
      const added = { ...record, id: sequence, vector: vectorToText(vector), hits: 0 };
      await store.write([put(added)]);
      return added;
    },
    update(id, change) {
      const record = get(id);
      if (record !== undefined) store.writeLater([put({ ...record, ...change(record) })]);
    },
    async updateForGood(id, change) {
      const record = get(id);
      if (record === undefined) return;
      const operation = put({ ...record, ...change(record) });
      store.writeLater([operation]); // for whoever looks before it is on disk
      await store.write([operation]);
    },
    move(id, embedderId, vector) {
      const known = get(id);
      if (known === undefined) return null;
      const record = { ...known, id: sequence + 1, embedderId, vector: vectorToText(vector) };
      const removal = sequence + 2;
      sequence = removal;
      store.writeLater([put(record), ...removalOf(id, removal)]);
      return { record, removal };
    },
    remove(id) {
      // Asked by its key: a damaged record has to go too.
      if (store.getNow(numbered(RECORDS, id)) === undefined) return null;
      sequence += 1;
      store.writeLater(removalOf(id, sequence));
      return sequence;
    },
    get,
    vectorOf(id, embedderId, dimensions) {
      const found = find(id);
      if (found === undefined || found.record.embedderId !== embedderId) return null;
      if (found.vector?.length !== dimensions) found.vector = vectorFromText(found.record.vector, dimensions);
      return found.vector ?? null;
    },
    list,
    async *changesSince(since, embedderId, dimensions) {
      // Removals last: an entry that was added and removed since then is not among the records any more.
      for await (const { id, context, vector: text, embedderId: whose } of list(since)) {
        const vector = whose === embedderId ? vectorFromText(text, dimensions) : undefined;
        if (vector !== undefined) yield { seq: id, id, partition: context, vector };
      }
      const range = { from: numbered(REMOVALS, since + 1), to: prefixRange(REMOVALS).to };
      for await (const { key, value } of store.scan(range)) {
        const parsed = semanticRemovalSchema.safeParse(value);
        if (parsed.success)
          yield { seq: Number(key.slice(REMOVALS.length)), id: parsed.data.id, removed: true };
      }
    },
    async forgetRemovals(upTo) {
      // The last number given must stay readable off the keys.
      const range = { from: REMOVALS, to: numbered(REMOVALS, Math.min(upTo, sequence - 1) + 1) };
      let batch: StoreOperation[] = [];
      for await (const { key } of store.scan(range)) {
        batch.push({ type: 'delete', key });
        if (batch.length < BATCH) continue;
        await store.write(batch);
        batch = [];
      }
      if (batch.length > 0) await store.write(batch);
    },
  };
}
