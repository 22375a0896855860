import type { Embedder } from '../embedder.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { SemanticEntries } from './semantic-entries.ts';

/** An embedder with the index of its vectors. */
export interface SemanticTier {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  /** Told of the number of every change of the index. */
  readonly changed: (sequence: number) => void;
}

/** Removes an entry from the store and from every index. Throws the store's `storage_failed`. */
export function removeEntry(id: number, entries: SemanticEntries, tiers: readonly SemanticTier[]): void {
  const sequence = entries.remove(id);
  for (const { index, changed } of tiers) {
    // An index may know an entry that the store has lost.
    index.remove(id);
    if (sequence !== null) changed(sequence);
  }
}
