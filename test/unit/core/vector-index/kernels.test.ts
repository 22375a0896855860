import { createScriptKernel, createWasmKernel, type ScanKernel } from '@jackdaw/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rotationSigns } from '../../../../packages/core/src/vector-index/rotation-signs.ts';
import { vectors } from './support.ts';

const SIGNS_AT = 2048;
const BITS_AT = 8192;
const OUT_AT = 16_384;
const CODES_AT = 20_480;

function open(kernel: ScanKernel | null): ScanKernel {
  if (kernel === null) throw new Error('This machine has no WebAssembly with SIMD.');
  expect(kernel.reserve(65_536)).toBe(true);
  new Float32Array(kernel.buffer, SIGNS_AT).set(rotationSigns(42));
  return kernel;
}
const wasm = open(createWasmKernel(2 ** 20));
const script = open(createScriptKernel(2 ** 20));

function bitsOf(kernel: ScanKernel, vector: Float32Array): Uint8Array {
  new Float32Array(kernel.buffer, 0, 384).set(vector);
  kernel.encode(0, SIGNS_AT, BITS_AT);
  return new Uint8Array(kernel.buffer.slice(BITS_AT, BITS_AT + 48));
}

test('both kernels give the same bits for any numbers', () => {
  const number = fc.float({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 384, maxLength: 384 }), (numbers) => {
      const vector = Float32Array.from(numbers);
      expect(bitsOf(script, vector)).toEqual(bitsOf(wasm, vector));
      // Every number on the way too, not only its sign.
      expect(new Float32Array(script.buffer, 0, 384)).toEqual(new Float32Array(wasm.buffer, 0, 384));
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a rotation keeps the length, but for its scale', () => {
  const vector = vectors.draw();
  bitsOf(wasm, vector);
  let squares = 0;
  for (const number of new Float32Array(wasm.buffer, 0, 384)) squares += number * number;
  // Each of the three rounds multiplies lengths by the root of 128.
  expect(Math.sqrt(squares)).toBeCloseTo(128 ** 1.5, 1);
});

test('the share of bits that differ is the angle over π', () => {
  for (const cosine of [0.99, 0.9, 0.75, 0.5, 0, -0.5]) {
    let differing = 0;
    for (let round = 0; round < 200; round++) {
      const one = vectors.draw();
      const other = bitsOf(wasm, vectors.near(one, cosine));
      for (const [at, byte] of bitsOf(wasm, one).entries()) {
        differing += ((byte ^ (other[at] ?? 0)).toString(2).match(/1/g) ?? []).length;
      }
    }
    // 76,800 bits: four standard deviations are below 0.008.
    expect(Math.abs(differing / (200 * 384) - Math.acos(cosine) / Math.PI)).toBeLessThan(0.008);
  }
});

test('both kernels let the same entries through, with the distances that they have', () => {
  const bytes = fc.uint8Array({ minLength: 48, maxLength: 48 });
  const codes = fc.array(bytes, { maxLength: 40 });
  fc.assert(
    fc.property(
      codes,
      bytes,
      fc.nat({ max: 128 }),
      fc.nat({ max: 384 }),
      (codes, query, firstBound, bound) => {
        const results = [wasm, script].map((kernel) => {
          const memory = new Uint8Array(kernel.buffer);
          memory.set(query, BITS_AT);
          for (const [at, code] of codes.entries()) {
            memory.set(code.subarray(0, 16), CODES_AT + at * 16);
            memory.set(code.subarray(16), CODES_AT + 4096 + at * 32);
          }
          const count = kernel.scan(
            CODES_AT,
            CODES_AT + 4096,
            codes.length,
            BITS_AT,
            firstBound,
            bound,
            OUT_AT,
          );
          return [...new Uint32Array(kernel.buffer, OUT_AT, count)];
        });
        const expected = codes.flatMap((code, place) => {
          const differing = [...code].map((byte, at) => countOnes(byte ^ (query[at] ?? 0)));
          const first = sum(differing.slice(0, 16));
          const all = sum(differing);
          return first <= firstBound && all <= bound ? [all * 65_536 + place] : [];
        });
        expect(results).toEqual([expected, expected]);
      },
    ),
    { seed: 1 },
  );
});

test('a kernel says when its memory ends', () => {
  for (const kernel of [wasm, script]) {
    expect(kernel.reserve(2 ** 20)).toBe(true);
    expect(kernel.buffer.byteLength).toBeGreaterThanOrEqual(2 ** 20);
    expect(kernel.reserve(2 ** 20 + 1)).toBe(false);
  }
});

function countOnes(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
