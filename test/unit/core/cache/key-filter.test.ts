import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KeyFilter } from '../../../../packages/core/src/cache/key-filter.ts';

const keyOf = (number: number) => createHash('sha256').update(String(number)).digest('hex');
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('KeyFilter', () => {
  test('never denies a key that was added, and knows nearly all that were not', () => {
    const filter = new KeyFilter();
    for (const number of numbers(0, 20_000)) filter.add(keyOf(number));
    expect(numbers(0, 20_000).filter((number) => !filter.mayHave(keyOf(number)))).toEqual([]);
    expect(numbers(20_000, 30_000).filter((number) => filter.mayHave(keyOf(number))).length).toBeLessThan(10);
  });

  test('of no keys has none', () => {
    expect(new KeyFilter().mayHave(keyOf(0))).toBe(false);
  });
});
