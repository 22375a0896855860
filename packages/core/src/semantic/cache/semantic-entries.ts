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

/**
 * The semantic cache's records. Every addition and removal has a number in one sequence, by which an index knows what
 * it has missed; an entry's id is the number of its addition. Methods throw the store's `storage_failed`.
 */
export interface SemanticEntries {
  /** The last number given. */
  readonly sequence: number;
  add(record: NewSemanticRecord): SemanticRecord;
  /** Changes of an entry that leave question, context and vector alone. */
  update(record: SemanticRecord): void;
  /** The number of the removal; null where there was no such entry. */
  remove(id: number): number | null;
  get(id: number): SemanticRecord | undefined;
  vectorOf(id: number, embedderId: string, dimensions: number): Float32Array | null;
  /** In the order of ids. */
  list(afterId: number): AsyncIterable<SemanticRecord>;
  /** Changes with a number above `sequence` that concern vectors of this embedder. */
  changesSince(sequence: number, embedderId: string, dimensions: number): AsyncIterable<SemanticChange>;
}

/** Reads the last number alone: a million entries open as fast as ten. */
export async function openSemanticEntries(store: LocalStore): Promise<SemanticEntries> {
  let sequence = 0;
  for (const prefix of [RECORDS, REMOVALS]) {
    for await (const { key } of store.scan({ ...prefixRange(prefix), reverse: true, limit: 1 })) {
      sequence = Math.max(sequence, Number(key.slice(prefix.length)));
    }
  }

  const get = (id: number): SemanticRecord | undefined => {
    const parsed = semanticRecordSchema.safeParse(store.getNow(numbered(RECORDS, id)));
    return parsed.success ? parsed.data : undefined;
  };

  const put = (record: SemanticRecord): StoreOperation => ({
    type: 'put',
    key: numbered(RECORDS, record.id),
    value: record,
  });

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
    add({ vector, ...record }) {
      sequence += 1;
      const added = { ...record, id: sequence, vector: vectorToText(vector), hits: 0 };
      store.writeLater([put(added)]);
      return added;
    },
    update: (record) => store.writeLater([put(record)]),
    remove(id) {
      if (get(id) === undefined) return null;
      sequence += 1;
      store.writeLater([
        { type: 'delete', key: numbered(RECORDS, id) },
        { type: 'put', key: numbered(REMOVALS, sequence), value: { id } },
      ]);
      return sequence;
    },
    get,
    vectorOf(id, embedderId, dimensions) {
      const record = get(id);
      if (record === undefined || record.embedderId !== embedderId) return null;
      return vectorFromText(record.vector, dimensions) ?? null;
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
  };
}
