import { createBinaryIndex } from '@jackdaw/core';
import { describe, expect, test } from 'vitest';
import { createKeptIndex, DIMENSIONS, vectors } from './support.ts';

describe('memory', () => {
  const [vector] = [vectors.draw()];

  test('takes at most 64 bytes an entry, from seventy thousand entries on', () => {
    const { index } = createKeptIndex();
    let most = 0;
    for (let id = 0; id < 160_000; id++) {
      index.add(id, 'fresh questions', vector);
      if (id >= 70_000) most = Math.max(most, index.size % 1000 === 0 ? index.residentBytes / index.size : 0);
    }
    expect(most).toBeLessThanOrEqual(64);
  });

  test('takes at most twice that where every context has but a few entries', () => {
    const { index } = createKeptIndex();
    let id = 0;
    for (let context = 0; context < 8000; context++) {
      for (let entry = 0; entry <= context % 10; entry++) index.add(id++, `context ${context}`, vector);
    }
    expect(index.partitions).toBe(8000);
    expect(index.residentBytes / index.size).toBeLessThanOrEqual(128);
  });

  test('what removal frees is used again, whatever the sizes of the contexts', () => {
    const { index } = createKeptIndex();
    let next = 0;
    const fill = (context: string, entries: number) => {
      const from = next;
      for (let entry = 0; entry < entries; entry++) index.add(next++, context, vector);
      return () => {
        for (let id = from; id < from + entries; id++) index.remove(id);
      };
    };
    let largest = 0;
    for (let round = 0; round < 12; round++) {
      const frees = [3, 5000, 70, 1, 900, 9000].map((entries, at) => fill(`${round} ${at}`, entries));
      if (round === 0) largest = index.residentBytes;
      for (const free of round % 2 === 0 ? frees : frees.toReversed()) free();
      expect(index.size).toBe(0);
      expect(index.partitions).toBe(0);
    }
    expect(index.residentBytes).toBeLessThanOrEqual(largest * 1.1);
  });

  test('refuses more entries than its memory holds, and keeps those that it has', () => {
    const { index, kept, add } = createKeptIndex({ maximumBytes: 600_000 });
    const first = vectors.draw();
    add(0, 'a', first);
    const fill = () => {
      for (let id = 1; id < 10_000; id++) index.add(id, 'a', vector);
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(() => index.add(20_000, 'b', vector)).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(index.partitions).toBe(1);
    expect(index.nearest('a', first, 1, 0.9)).toEqual([expect.objectContaining({ id: 0 })]);
    expect(index.nearest('b', first, 1, 0.9)).toEqual([]);
    while (index.size > 10) expect(index.remove(index.size - 1)).toBe(true);
    index.add(20_000, 'b', first);
    kept.set(20_000, first);
    expect(index.nearest('b', first, 1, 0.9)).toEqual([expect.objectContaining({ id: 20_000 })]);
  });
});

describe('looking up vectors', () => {
  test('looks up few: the likeliest first, and none that cannot win any more', () => {
    const { index, lookups, add } = createKeptIndex();
    const question = vectors.draw();
    for (let id = 0; id < 3000; id++) add(id, 'a', vectors.draw());
    for (const [at, cosine] of [0.86, 0.87, 0.99, 0.88, 0.86].entries()) {
      add(5000 + at, 'a', vectors.near(question, cosine));
    }
    expect(index.nearest('a', question, 1, 0.85)).toEqual([expect.objectContaining({ id: 5002 })]);
    expect(lookups).toEqual([5002]);
  });

  test('looks up no more than it may, and finds the nearest among those', () => {
    const { index, lookups, add } = createKeptIndex({ lookups: 20 });
    const question = vectors.draw();
    for (let id = 0; id < 4000; id++) add(id, 'a', vectors.near(question, 0.6));
    add(9000, 'a', vectors.near(question, 0.8));
    expect(index.nearest('a', question, 1, 0.3)).toEqual([expect.objectContaining({ id: 9000 })]);
    expect(lookups.length).toBeLessThanOrEqual(20);
    lookups.length = 0;
    expect(index.nearest('a', question, 2, 0.95)).toEqual([]);
    expect(lookups.length).toBeLessThanOrEqual(20);
  });

  test('passes over an entry whose vector is gone or damaged', () => {
    const { index, kept, add } = createKeptIndex();
    const question = vectors.draw();
    for (const [id, cosine] of [0.99, 0.98, 0.97, 0.96].entries())
      add(id, 'a', vectors.near(question, cosine));
    kept.delete(0);
    kept.set(1, new Float32Array(3));
    kept.set(2, new Float32Array(DIMENSIONS).fill(Number.NaN));
    expect(index.nearest('a', question, 4, 0.9)).toEqual([expect.objectContaining({ id: 3 })]);
  });

  test('lets through what the look-up throws, and works on', () => {
    const vector = vectors.draw();
    let broken = true;
    const index = createBinaryIndex({
      dimensions: DIMENSIONS,
      maximumBytes: 2 ** 24,
      vectorOf: () => {
        if (broken) throw new Error('The disk is broken.');
        return vector;
      },
    });
    index.add(1, 'a', vector);
    expect(() => index.nearest('a', vector, 1, 0.9)).toThrow('The disk is broken.');
    broken = false;
    expect(index.nearest('a', vector, 1, 0.9)).toHaveLength(1);
  });
});

test('holds vectors of fewer numbers too, and refuses more than it can', () => {
  const short = createKeptIndex({ dimensions: 3 });
  short.add(1, 'a', Float32Array.of(1, 0, 0));
  short.add(2, 'a', Float32Array.of(0, 1, 0));
  expect(short.index.nearest('a', Float32Array.of(0.6, 0.8, 0), 1, 0.7)).toEqual([
    { id: 2, similarity: expect.closeTo(0.8, 6) },
  ]);
  for (const dimensions of [0, 1.5, 385]) {
    expect(() => createKeptIndex({ dimensions })).toThrow(expect.objectContaining({ code: 'internal' }));
  }
});
