import { createBinaryIndex, type BinaryIndex, type BinaryIndexOptions } from '@jackdaw/core';
import { createClusteredVectors } from '../../../contract/vector-index/clustered-vectors.ts';

export const DIMENSIONS = 384;
export const vectors = createClusteredVectors(DIMENSIONS, 30, 3);

export interface KeptIndex {
  readonly index: BinaryIndex;
  readonly kept: Map<number, Float32Array>;
  /** Ids that were looked up, in order. */
  readonly lookups: number[];
  add(id: number, partition: string, vector: Float32Array): void;
}

/** An index over vectors in a map. */
export function createKeptIndex(options: Partial<BinaryIndexOptions> = {}): KeptIndex {
  const kept = new Map<number, Float32Array>();
  const lookups: number[] = [];
  const index = createBinaryIndex({
    dimensions: DIMENSIONS,
    maximumBytes: 2 ** 27,
    vectorOf: (id) => {
      lookups.push(id);
      return kept.get(id) ?? null;
    },
    ...options,
  });
  return {
    index,
    kept,
    lookups,
    add(id, partition, vector) {
      kept.set(id, vector);
      index.add(id, partition, vector);
    },
  };
}
