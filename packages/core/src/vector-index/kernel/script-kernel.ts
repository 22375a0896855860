import { ROTATED_NUMBERS, ROTATION_ROUNDS, type ScanKernel } from './scan-kernel.ts';

const THIRD = ROTATED_NUMBERS / 3;
const TWO_THIRDS = Math.fround(2 / 3);
const FIRST_PAGE = 65_536;

/** The kernel without WebAssembly: some ten times slower, the same bits and the same answers. */
export function createScriptKernel(maximumBytes: number): ScanKernel {
  const buffer = new ArrayBuffer(FIRST_PAGE, { maxByteLength: Math.max(FIRST_PAGE, maximumBytes) });
  return {
    name: 'script',
    buffer,
    reserve(bytes) {
      if (bytes > buffer.maxByteLength) return false;
      if (bytes > buffer.byteLength) buffer.resize(bytes);
      return true;
    },
    encode(vector, signs, bits) {
      const numbers = new Float32Array(buffer, vector, ROTATED_NUMBERS);
      for (let round = 0; round < ROTATION_ROUNDS; round++) {
        const flips = new Float32Array(buffer, signs + round * numbers.byteLength, ROTATED_NUMBERS);
        for (const [at, flip] of flips.entries()) numbers[at] = (numbers[at] ?? 0) * flip;
        for (let start = 0; start < ROTATED_NUMBERS; start += THIRD) transform(numbers, start);
        mix(numbers);
      }
      writeSigns(numbers, new Uint8Array(buffer, bits, ROTATED_NUMBERS / 8));
    },
    scan(first, rest, count, query, firstBound, bound, out) {
      const question = new Uint32Array(buffer, query, 12);
      const firsts = new Uint32Array(buffer, first, count * 4);
      const rests = new Uint32Array(buffer, rest, count * 8);
      const found = new Uint32Array(buffer, out, count);
      let written = 0;
      for (let place = 0; place < count; place++) {
        let distance = 0;
        for (let word = 0; word < 4; word++) {
          distance += countBits((firsts[place * 4 + word] ?? 0) ^ (question[word] ?? 0));
        }
        if (distance > firstBound) continue;
        for (let word = 0; word < 8; word++) {
          distance += countBits((rests[place * 8 + word] ?? 0) ^ (question[word + 4] ?? 0));
        }
        if (distance <= bound) found[written++] = (distance << 16) | place;
      }
      return written;
    },
  };
}

/** Walsh–Hadamard transform of 128 numbers from `start`, in place, not scaled. */
function transform(numbers: Float32Array, start: number): void {
  for (let half = 1; half < THIRD; half *= 2) {
    for (let pair = start; pair < start + THIRD; pair += 2 * half) {
      for (let at = pair; at < pair + half; at++) {
        const a = numbers[at] ?? 0;
        const b = numbers[at + half] ?? 0;
        numbers[at] = a + b;
        numbers[at + half] = a - b;
      }
    }
  }
}

/** Mixes the three thirds by the reflection x - (2/3)(x0 + x1 + x2), rounding at each step as float32 does. */
function mix(numbers: Float32Array): void {
  for (let at = 0; at < THIRD; at++) {
    const a = numbers[at] ?? 0;
    const b = numbers[at + THIRD] ?? 0;
    const c = numbers[at + 2 * THIRD] ?? 0;
    const shift = Math.fround(Math.fround(Math.fround(a + b) + c) * TWO_THIRDS);
    numbers[at] = a - shift;
    numbers[at + THIRD] = b - shift;
    numbers[at + 2 * THIRD] = c - shift;
  }
}

function writeSigns(numbers: Float32Array, bits: Uint8Array): void {
  bits.fill(0);
  for (const [at, number] of numbers.entries()) {
    if (number > 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  }
}

/** Bits set in 32, by the usual sums of neighbours (Hacker's Delight, 5-1). */
function countBits(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
