import { JackdawError } from '../errors/index.ts';
import { traceSchema, type Trace, type TraceSummary } from '../protocol/records.ts';
import { prefixRange, type Store, type StoreOperation } from '../store/index.ts';

const KEPT = 2000;
const ALL = prefixRange('trace/');
const keyOf = (id: string): string => `trace/${id}`;

/** The latest traces; older ones make room. */
export interface Traces {
  /** The operations go into the batch that ends the turn. The trace is drawn up when the store spells it out. */
  record(id: string, draw: () => Trace): StoreOperation[];
  /** Newest first. */
  list(limit: number): Promise<TraceSummary[]>;
  /** Throws `not_found`. */
  get(id: string): Promise<Trace>;
}

/** Trace ids must sort by time. */
export async function openTraces(store: Store): Promise<Traces> {
  const keys: string[] = [];
  for await (const { key } of store.scan(ALL)) keys.push(key);

  return {
    record(id, draw) {
      const key = keyOf(id);
      keys.push(key);
      const operations: StoreOperation[] = [{ type: 'put', key, value: { toJSON: draw } }];
      while (keys.length > KEPT) {
        const oldest = keys.shift();
        if (oldest !== undefined) operations.push({ type: 'delete', key: oldest });
      }
      return operations;
    },

    async list(limit) {
      const traces: TraceSummary[] = [];
      for await (const { value } of store.scan({ ...ALL, reverse: true, limit })) {
        const parsed = traceSchema.safeParse(value);
        if (!parsed.success) continue;
        const { spans: _, ...summary } = parsed.data;
        traces.push(summary);
      }
      return traces;
    },

    async get(id) {
      const parsed = traceSchema.safeParse(await store.get(keyOf(id)));
      if (parsed.success) return parsed.data;
      throw new JackdawError(
        'not_found',
        `There is no trace ${id}; the latest ${KEPT} are kept. \`jackdaw trace\` lists them.`,
      );
    },
  };
}
