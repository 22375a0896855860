export interface Neighbour {
  readonly id: number;
  /** Cosine, exact. */
  readonly similarity: number;
}

/** Nearest neighbours by cosine among vectors of length 1, partition by partition. Exhaustive: what is there is found. */
export interface VectorIndex {
  readonly size: number;
  /** Ids are the caller's, unique, below 2^32. Replaces a vector of the same id. */
  add(id: number, partition: string, vector: Float32Array): void;
  remove(id: number): boolean;
  /** At most `count` neighbours of `partition` with cosine ≥ `atLeast`, best first. */
  nearest(partition: string, vector: Float32Array, count: number, atLeast: number): Neighbour[];
}
