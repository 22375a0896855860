/**
 * Anything that JSON can hold. Not spelled out as a recursive type: interfaces have no index signature and would not
 * fit it. What is read back is checked with zod by whoever reads it.
 */
export type JsonValue = {} | null;

export type StoreOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: JsonValue }
  /** The same by the value's JSON text, from who has spelled it out already; it must be one. */
  | { readonly type: 'put-json'; readonly key: string; readonly json: string }
  | { readonly type: 'delete'; readonly key: string }
  | DeriveOperation;

/**
 * A record that is made of others, such as their sum, and is written anew with each batch that changes it. `read` is asked
 * whenever somebody reads the record, and when it moves to the disk with all that was written before: what is on disk is
 * neither older than that nor newer. It waits for nothing and is promised nobody: the death of the process leaves it, and
 * it alone, as it last got there. Comes last where its batch has another operation on its key. `read` must not throw.
 */
export interface DeriveOperation {
  readonly type: 'derive';
  readonly key: string;
  readonly read: () => JsonValue;
}

export interface ScanOptions {
  /** Keys from this one on (inclusive). */
  readonly from: string;
  /** Keys before this one (exclusive). */
  readonly to: string;
  readonly reverse?: boolean;
  /** At most so many entries; all where absent. */
  readonly limit?: number;
}

export interface StoreEntry {
  readonly key: string;
  readonly value: JsonValue;
}

/**
 * Ordered key-value records. Keys are well-formed strings compared by UTF-8 bytes; a key reads `room/part/part`.
 * Values are copied on their way in and out: nobody changes a record through a value that they hold.
 * Every method rejects with `storage_failed` on a failure of the medium, also after `close`.
 */
export interface Store {
  get(key: string): Promise<JsonValue | undefined>;
  /**
   * All of the batch or nothing; of two operations on one key the later counts. Batches apply in the order of the calls.
   * Once resolved, the batch survives the death of the process and every later read sees it.
   */
  write(batch: readonly StoreOperation[]): Promise<void>;
  /**
   * The same without the wait and without the promise: every later read sees it, and it is on disk soon, but the death
   * of the process in the next moments may cost it. For what nobody was told is safe. A failure is the store's to report.
   */
  writeLater(batch: readonly StoreOperation[]): void;
  /** Once resolved, all that was written before the call survives a loss of power too. */
  sync(): Promise<void>;
  /**
   * In order of keys; sees what was written before the first entry was asked for, and nothing later. May be left early.
   * Where the store is closed meanwhile it rejects, unless it has all its entries already: it never ends in between.
   */
  scan(options: ScanOptions): AsyncIterable<StoreEntry>;
  /** Waits for reads and writes that are under way. May be called twice. */
  close(): Promise<void>;
}

/** The range of all keys that begin with `prefix`. */
export function prefixRange(prefix: string): { from: string; to: string } {
  return { from: prefix, to: `${prefix}\u{10ffff}` };
}
