/** Bits of an entry's code, compared in two steps: the first plane for all, the rest for those that pass. */
export const FIRST_BITS = 128;
export const CODE_BITS = 384;
/** Numbers that a vector is padded to before it is rotated: as many as the code has bits. */
export const ROTATED_NUMBERS = 384;
/** Rounds of random signs, transform and mixing that make one rotation. */
export const ROTATION_ROUNDS = 3;

/**
 * The memory of one index and the two operations over it. Addresses are bytes from its start and multiples of 16. Two
 * implementations give the same bits and the same answers: WebAssembly, and plain script where that is not to be had.
 */
export interface ScanKernel {
  readonly name: 'wasm' | 'script';
  /** The memory as it is now. Growing it makes earlier buffers unusable. */
  readonly buffer: ArrayBuffer;
  /** Makes the memory at least `bytes` long, keeping what is in it; false where it cannot be. */
  reserve(bytes: number): boolean;
  /**
   * Rotates the 384 numbers (float32) at `vector` in place and writes their signs, 48 bytes, at `bits`. `signs` holds
   * `ROTATION_ROUNDS` times 384 numbers, each +1 or -1.
   */
  encode(vector: number, signs: number, bits: number): void;
  /**
   * Compares `count` (at most 65,536) entries with the code at `query`: the 16 bytes of each at `first`, and where at most
   * `firstBound` bits differ, also the 32 bytes at `rest`. Writes `distance << 16 | place` as uint32 at `out` for each
   * entry that differs in at most `bound` bits in all; returns how many.
   */
  scan(
    first: number,
    rest: number,
    count: number,
    query: number,
    firstBound: number,
    bound: number,
    out: number,
  ): number;
}
