import { expect, test } from 'vitest';
import { hammingBound } from '../../../../packages/core/src/vector-index/hamming-bound.ts';

test.each([
  [384, 0.9, 89],
  [128, 0.9, 38],
  [384, 0, 240],
  [384, -1, 384],
  [384, 1, 2],
])('of %i bits, vectors with a cosine of %d differ in at most %i', (bits, cosine, bound) => {
  expect(hammingBound(bits, cosine)).toBe(bound);
});
