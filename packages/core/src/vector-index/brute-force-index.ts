import type { VectorIndex } from '../semantic/vector-index.ts';
import { checkId, checkSearch, checkVector } from './check-arguments.ts';
import { cosine } from './cosine.ts';
import { createRankedNeighbours } from './ranked-neighbours.ts';

/** Keeps every vector and compares with each: the plain meaning of `VectorIndex`, by which others are judged. */
export function createBruteForceIndex(dimensions: number): VectorIndex {
  const entries = new Map<number, { readonly partition: string; readonly vector: Float32Array }>();
  return {
    get size() {
      return entries.size;
    },
    add(id, partition, vector) {
      checkId(id);
      checkVector(vector, dimensions);
      entries.set(id, { partition, vector: Float32Array.from(vector) });
    },
    remove: (id) => entries.delete(id),
    nearest(partition, vector, count, atLeast) {
      checkVector(vector, dimensions);
      checkSearch(count, atLeast);
      const ranked = createRankedNeighbours(count, atLeast);
      for (const [id, entry] of entries) {
        if (entry.partition === partition) ranked.offer({ id, similarity: cosine(vector, entry.vector) });
      }
      return ranked.list;
    },
  };
}
