// AssemblyScript. The part of the vector index that is worth WebAssembly: turning a vector into 384 sign bits, and
// comparing a question's bits with those of every entry of a block. `node scripts/build-kernel.mjs` compiles it into
// src/vector-index/kernel/scan-kernel-bytes.ts; script-kernel.ts does the same, bit for bit, without WebAssembly.
/* oxlint-disable typescript/no-unsafe-type-assertion -- in AssemblyScript they convert numbers */

const ROUNDS: i32 = 3;
/** Bytes of one third of a vector: 128 numbers of 4 bytes. */
const THIRD: usize = 512;
const VECTOR: usize = 1536;

/** Sums and differences of lanes and their partners: `swapped` holds each lane's partner, `signs` is -1 where it is subtracted from. */
function butterfly(own: v128, swapped: v128, signs: v128): v128 {
  return f32x4.add(swapped, f32x4.mul(own, signs));
}

/** Walsh–Hadamard transform of 128 numbers, in place, not scaled: only signs are asked of the result. */
function transform(third: usize): void {
  for (let at = third; at < third + THIRD; at += 16) {
    let x = v128.load(at);
    x = butterfly(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2), f32x4(1, -1, 1, -1));
    x = butterfly(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1), f32x4(1, 1, -1, -1));
    v128.store(at, x);
  }
  for (let half: usize = 16; half < THIRD; half <<= 1) {
    for (let pair = third; pair < third + THIRD; pair += half << 1) {
      for (let at = pair; at < pair + half; at += 16) {
        const a = v128.load(at);
        const b = v128.load(at + half);
        v128.store(at, f32x4.add(a, b));
        v128.store(at + half, f32x4.sub(a, b));
      }
    }
  }
}

/** Mixes the three thirds by the reflection x - (2/3)(x0 + x1 + x2), which is orthogonal. */
function mix(vector: usize): void {
  const twoThirds = f32x4.splat(2.0 / 3.0);
  for (let at = vector; at < vector + THIRD; at += 16) {
    const a = v128.load(at);
    const b = v128.load(at + THIRD);
    const c = v128.load(at + 2 * THIRD);
    const shift = f32x4.mul(f32x4.add(f32x4.add(a, b), c), twoThirds);
    v128.store(at, f32x4.sub(a, shift));
    v128.store(at + THIRD, f32x4.sub(b, shift));
    v128.store(at + 2 * THIRD, f32x4.sub(c, shift));
  }
}

/**
 * Rotates the 384 numbers at `vector` in place and writes their signs, 48 bytes, at `bits`. `signs` holds the random
 * +1 and -1 of every round, one after the other.
 */
export function encode(vector: usize, signs: usize, bits: usize): void {
  for (let round = 0; round < ROUNDS; round++) {
    for (let at: usize = 0; at < VECTOR; at += 16) {
      v128.store(vector + at, f32x4.mul(v128.load(vector + at), v128.load(signs + at)));
    }
    transform(vector);
    transform(vector + THIRD);
    transform(vector + 2 * THIRD);
    mix(vector);
    signs += VECTOR;
  }
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < VECTOR; at += 32) {
    const low = i32x4.bitmask(f32x4.gt(v128.load(vector + at), zero));
    const high = i32x4.bitmask(f32x4.gt(v128.load(vector + at, 16), zero));
    store<u8>(bits + (at >> 5), <u8>(low | (high << 4)));
  }
}

/**
 * Compares `count` entries with the question's bits at `query`: first the 16 bytes of each at `first`, and where at most
 * `firstBound` bits differ, also the 32 bytes at `rest`. Writes `distance << 16 | place` at `out` for each entry that
 * differs in at most `bound` of all bits, and returns how many it wrote. `count` is at most 65,536.
 *
 * Whole 64-bit counts, not SIMD: `i64.popcnt` is one instruction, while summing the lanes of `i8x16.popcnt` takes eight; one
 * million entries took 1.4 ms this way, 2.6 ms with SIMD, and 2.3 ms with four entries at once.
 */
export function scan(
  first: usize,
  rest: usize,
  count: i32,
  query: usize,
  firstBound: i32,
  bound: i32,
  out: usize,
): i32 {
  const q0 = load<u64>(query);
  const q1 = load<u64>(query, 8);
  const start = out;
  for (let place = 0; place < count; place++) {
    const near = <i32>(popcnt(load<u64>(first) ^ q0) + popcnt(load<u64>(first, 8) ^ q1));
    if (near <= firstBound) {
      const at = rest + ((<usize>place) << 5);
      const distance =
        near +
        <i32>(
          (popcnt(load<u64>(at) ^ load<u64>(query, 16)) +
            popcnt(load<u64>(at, 8) ^ load<u64>(query, 24)) +
            popcnt(load<u64>(at, 16) ^ load<u64>(query, 32)) +
            popcnt(load<u64>(at, 24) ^ load<u64>(query, 40)))
        );
      if (distance <= bound) {
        store<u32>(out, (distance << 16) | place);
        out += 4;
      }
    }
    first += 16;
  }
  return <i32>((out - start) >> 2);
}
