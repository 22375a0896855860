export interface Neighbour {
  readonly id: number;
  /** Cosine, exact. */
  readonly similarity: number;
}

/**
 * Nearest neighbours by cosine among vectors of length 1 (to 0.001), partition by partition. Exhaustive: what is there is
 * found. Wrong use (other dimensions, a number that is not finite, another length than 1, an id that is none) throws
 * `JackdawError` with code `internal`.
 */
export interface VectorIndex {
  readonly size: number;
  /** Ids are the caller's, unique, whole numbers below 2^32. Replaces a vector of the same id, in whatever partition. */
  add(id: number, partition: string, vector: Float32Array): void;
  /** Whether it was there. */
  remove(id: number): boolean;
  /** At most `count` neighbours of `partition` with cosine ≥ `atLeast`, best first, of equals the smaller id. */
  nearest(partition: string, vector: Float32Array, count: number, atLeast: number): Neighbour[];
}
