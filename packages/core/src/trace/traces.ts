import { JackdawError } from '../errors/index.ts';
import { traceSchema, type Trace, type TraceSummary } from '../protocol/records.ts';
import { prefixRange, type Store, type StoreOperation } from '../store/index.ts';

const ALL = prefixRange('trace/');
const FAILED = prefixRange('trace-failed/');
const keyOf = (id: string): string => `trace/${id}`;
const markOf = (id: string): string => `trace-failed/${id}`;

/** The latest traces; older ones make room, those of failed turns for failed ones alone. */
export interface Traces {
  /** The operations go into the batch that ends the turn. A trace of a failed turn is `failed`. */
  record(trace: Trace, failed: boolean): StoreOperation[];
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
  const failures = new Latest(keepErrors);
  const marked = new Set<string>();
  for await (const { key } of store.scan(FAILED)) {
    const id = key.slice(markOf('').length);
    failures.add(id);
    marked.add(id);
  }
  const others = new Latest(keep);
  for await (const { key } of store.scan(ALL)) {
    const id = key.slice(keyOf('').length);
    if (!marked.has(id)) others.add(id);
  }

  return {
    record(trace, failed) {
      const { id } = trace;
      const operations: StoreOperation[] = [{ type: 'put', key: keyOf(id), value: trace }];
      if (failed) operations.push({ type: 'put', key: markOf(id), value: {} });
      (failed ? failures : others).add(id);
      for (const old of others.takeOldest()) operations.push({ type: 'delete', key: keyOf(old) });
      for (const old of failures.takeOldest()) {
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

/** Ids, oldest first. */
class Latest {
  readonly #most: number;
  #ids: string[] = [];
  /** Where the oldest is: what is before it was taken, and goes in one piece now and then. */
  #first = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(id: string): void {
    this.#ids.push(id);
  }

  /** Those that are beyond the bound. */
  takeOldest(): readonly string[] {
    const from = this.#first;
    const to = this.#ids.length - this.#most;
    if (to <= from) return NONE;
    const oldest = this.#ids.slice(from, to);
    this.#first = to;
    if (to > this.#most) {
      this.#ids = this.#ids.slice(to);
      this.#first = 0;
    }
    return oldest;
  }
}

const NONE: readonly string[] = [];
