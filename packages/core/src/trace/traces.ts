import { JackdawError } from '../errors/index.ts';
import { traceSchema, type Trace, type TraceSummary } from '../protocol/records.ts';
import { prefixRange, type Store, type StoreOperation } from '../store/index.ts';

const ALL = prefixRange('trace/');
const FAILED = prefixRange('trace-failed/');
const keyOf = (id: string): string => `trace/${id}`;
const markOf = (id: string): string => `trace-failed/${id}`;

/** The latest traces; older ones make room, those of failed turns for failed ones alone. */
export interface Traces {
  /**
   * The operations go into the batch that ends the turn. The trace is drawn up when the store spells it out. A trace of
   * a failed turn is `failed`.
   */
  record(id: string, failed: boolean, draw: () => Trace): StoreOperation[];
  /** Newest first. */
  list(limit: number): Promise<TraceSummary[]>;
  /** Throws `not_found`. */
  get(id: string): Promise<Trace>;
}

export interface TracesOptions {
  readonly store: Store;
  /** How many traces are kept, and how many of failed turns beside them. */
  readonly keep?: number;
  readonly keepErrors?: number;
}

/** Trace ids must sort by time. What is beyond the bounds, because they were set lower, goes with the next trace. */
export async function openTraces({ store, keep = 2000, keepErrors = 1000 }: TracesOptions): Promise<Traces> {
  const failures: string[] = [];
  for await (const { key } of store.scan(FAILED)) failures.push(key.slice(markOf('').length));
  const marked = new Set(failures);
  const others: string[] = [];
  for await (const { key } of store.scan(ALL)) {
    const id = key.slice(keyOf('').length);
    if (!marked.has(id)) others.push(id);
  }

  return {
    record(id, failed, draw) {
      const operations: StoreOperation[] = [{ type: 'put', key: keyOf(id), value: { toJSON: draw } }];
      if (failed) operations.push({ type: 'put', key: markOf(id), value: {} });
      (failed ? failures : others).push(id);
      for (const old of takeOldest(others, keep)) operations.push({ type: 'delete', key: keyOf(old) });
      for (const old of takeOldest(failures, keepErrors)) {
        operations.push({ type: 'delete', key: keyOf(old) }, { type: 'delete', key: markOf(old) });
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
        `There is no trace ${id}; the latest ${keep} are kept, and ${keepErrors} of failed turns. \`jackdaw trace\` lists them.`,
      );
    },
  };
}

/** Takes off the front what is beyond the bound. */
function takeOldest(ids: string[], most: number): string[] {
  return ids.length <= most ? [] : ids.splice(0, ids.length - most);
}
