import { setImmediate } from 'node:timers/promises';
import { JackdawError, type BinaryIndex } from '@jackdaw/core';
import { readSnapshot } from './read-snapshot.ts';

/** A change of the store that the index follows. */
export type IndexChange =
  | { readonly seq: number; readonly id: number; readonly partition: string; readonly vector: Float32Array }
  | { readonly seq: number; readonly id: number; readonly removed: true };

export interface OpenIndexOptions {
  readonly snapshotFile: string;
  /** Whose vectors these are: the embedder's id. */
  readonly label: string;
  /** Makes an empty index; called again where a snapshot turns out to be damaged half-way. */
  readonly createIndex: () => BinaryIndex;
  /** The store's changes with a sequence number above this, in their order. Entries may leave out what they replace. */
  readonly entriesSince: (sequence: number) => AsyncIterable<IndexChange>;
  /** The store's last sequence number. A snapshot that knows more is of a store that lost something: not used. */
  readonly latest?: number;
  readonly signal?: AbortSignal;
}

export interface OpenedIndex {
  readonly index: BinaryIndex;
  /** The last change that the index has. */
  readonly sequence: number;
  /** Entries that came from the snapshot, changes that came from the store. */
  readonly restored: number;
  readonly replayed: number;
  /** Changes whose vector the index refused: damaged records, which no search will find. */
  readonly refused: number;
  /** Why the snapshot was not used and all came from the store; absent where it was used. */
  readonly rebuiltBecause?: string;
}

/** As long as replay works before it lets others: far below what a person feels. Milliseconds. */
const WORK_MS = 4;

/**
 * Opens the index from its snapshot and what the store changed since; from the store alone where the snapshot is missing
 * or cannot be used. Rejects with what `entriesSince` throws, or with `signal.reason`; never because of the snapshot.
 */
export async function openIndex(options: OpenIndexOptions): Promise<OpenedIndex> {
  const start = await fromSnapshot(options);
  const { index } = start;
  let { sequence } = start;
  let replayed = 0;
  let refused = 0;
  let lastPause = performance.now();
  for await (const change of options.entriesSince(sequence)) {
    if (apply(index, change)) replayed += 1;
    else refused += 1;
    sequence = Math.max(sequence, change.seq);
    if (performance.now() - lastPause > WORK_MS) {
      options.signal?.throwIfAborted();
      await setImmediate();
      lastPause = performance.now();
    }
  }
  return { ...start, sequence, replayed, refused };
}

type Start = Pick<OpenedIndex, 'index' | 'sequence' | 'restored' | 'rebuiltBecause'>;

async function fromSnapshot(options: OpenIndexOptions): Promise<Start> {
  const { snapshotFile, label, createIndex, latest, signal } = options;
  const index = createIndex();
  const rebuilt = (reason: string): Start => ({
    index: createIndex(),
    sequence: 0,
    restored: 0,
    rebuiltBecause: `the snapshot was not used: ${reason}`,
  });
  try {
    const { sequence } = await readSnapshot(snapshotFile, index, label, signal);
    return latest !== undefined && sequence > latest
      ? rebuilt(`it knows change ${sequence}, the store only ${latest}`)
      : { index, sequence, restored: index.size };
  } catch (error) {
    signal?.throwIfAborted();
    return rebuilt(error instanceof Error ? error.message : String(error));
  }
}

/** Whether the index took the change; a vector that it refuses leaves nothing under its id. */
function apply(index: BinaryIndex, change: IndexChange): boolean {
  if ('removed' in change) {
    index.remove(change.id);
    return true;
  }
  try {
    index.add(change.id, change.partition, change.vector);
    return true;
  } catch (error) {
    if (!(error instanceof JackdawError) || error.code !== 'internal') throw error;
    index.remove(change.id);
    return false;
  }
}
