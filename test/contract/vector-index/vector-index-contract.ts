import type { VectorIndex } from '../../../packages/core/src/semantic/vector-index.ts';
import { cosine as cosineOf, createBruteForceIndex } from '../../../packages/core/src/vector-index/index.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createClusteredVectors, normalise } from './clustered-vectors.ts';

export const DIMENSIONS = 384;

/** Where an index gets the vectors from that it does not keep. */
export type KeptVectors = Map<number, Float32Array>;

/** What every `VectorIndex` promises. `create` gives a new, empty one that finds its vectors in `kept`. */
export function vectorIndexContract(name: string, create: (kept: KeptVectors) => VectorIndex): void {
  describe(`the vector index contract: ${name}`, () => {
    const vectors = createClusteredVectors(DIMENSIONS, 20, 7);
    let kept: KeptVectors;
    let index: VectorIndex;
    beforeEach(() => {
      kept = new Map();
      index = create(kept);
    });
    const add = (id: number, partition: string, vector: Float32Array) => {
      kept.set(id, vector);
      index.add(id, partition, vector);
    };
    const ids = (partition: string, vector: Float32Array, count = 10, atLeast = 0.9) =>
      index.nearest(partition, vector, count, atLeast).map(({ id }) => id);

    test('an empty index and an unknown partition have no neighbours', () => {
      expect(index.nearest('a', vectors.draw(), 3, -1)).toEqual([]);
      expect(index.size).toBe(0);
      expect(index.remove(1)).toBe(false);
    });

    test('finds a vector itself, with similarity 1', () => {
      const vector = vectors.draw();
      add(4_294_967_295, 'a', vector);
      const [found] = index.nearest('a', vector, 1, 0.99);
      expect(found?.id).toBe(4_294_967_295);
      expect(found?.similarity).toBeCloseTo(1, 12);
    });

    test('gives the best first, no more than were asked for, none below the bar', () => {
      const question = vectors.draw();
      for (const [id, cosine] of [0.8, 0.99, 0.91, 0.95, 0.89].entries())
        add(id, 'a', vectors.near(question, cosine));
      expect(ids('a', question)).toEqual([1, 3, 2]);
      expect(ids('a', question, 2)).toEqual([1, 3]);
      expect(ids('a', question, 9, 0.5)).toEqual([1, 3, 2, 4, 0]);
      expect(index.nearest('a', question, 1, 0.9)[0]?.similarity).toBeCloseTo(0.99, 5);
    });

    test('partitions never mix', () => {
      const vector = vectors.draw();
      for (let id = 0; id < 50; id++) add(id, `context ${id % 5}`, vector);
      expect(ids('context 3', vector, 50)).toEqual([3, 8, 13, 18, 23, 28, 33, 38, 43, 48]);
      expect(ids('context', vector)).toEqual([]);
      add(99, '', vector);
      expect(ids('', vector)).toEqual([99]);
    });

    test('equal vectors are all kept, and come by id', () => {
      const vector = vectors.draw();
      for (const id of [5, 3, 9, 0]) add(id, 'a', vector);
      expect(ids('a', vector)).toEqual([0, 3, 5, 9]);
      expect(ids('a', vector, 2)).toEqual([0, 3]);
    });

    test('an id that is added again has its new vector and its new partition only', () => {
      const [old, next] = [vectors.draw(), vectors.draw()];
      add(1, 'a', old);
      add(1, 'a', next);
      expect(ids('a', old)).toEqual([]);
      expect(ids('a', next)).toEqual([1]);
      add(1, 'b', next);
      expect(ids('a', next)).toEqual([]);
      expect(ids('b', next)).toEqual([1]);
      expect(index.size).toBe(1);
    });

    test('what is removed is not found, what stays is', () => {
      const drawn = Array.from({ length: 300 }, () => vectors.draw());
      for (const [id, vector] of drawn.entries()) add(id, 'a', vector);
      for (let id = 0; id < 300; id += 3) expect(index.remove(id)).toBe(true);
      expect(index.remove(0)).toBe(false);
      expect(index.size).toBe(200);
      for (const [id, vector] of drawn.entries()) {
        expect(ids('a', vector, 1, 0.999)).toEqual(id % 3 === 0 ? [] : [id]);
      }
    });

    test('a vector given away may be changed afterwards', () => {
      const vector = vectors.draw();
      const question = Float32Array.from(vector);
      kept.set(1, question);
      index.add(1, 'a', vector);
      vector.fill(0);
      expect(ids('a', question)).toEqual([1]);
    });

    test.each([
      ['too short', () => normalise(new Float32Array(383).fill(1)), '383 numbers'],
      ['too long', () => normalise(new Float32Array(385).fill(1)), '385 numbers'],
      ['not a number', () => vectors.draw().fill(Number.NaN, 5, 6), 'not finite'],
      ['infinite', () => vectors.draw().fill(Infinity, 5, 6), 'not finite'],
      ['zero', () => new Float32Array(DIMENSIONS), 'length 0'],
      ['not of length 1', () => vectors.draw().map((number) => number * 1.1), 'length 1.1'],
    ])('refuses a vector that is %s', (_what, make, complaint) => {
      const refused = expect.objectContaining({
        code: 'internal',
        message: expect.stringContaining(complaint),
      });
      expect(() => index.add(1, 'a', make())).toThrow(refused);
      expect(() => index.nearest('a', make(), 1, 0.9)).toThrow(refused);
      expect(index.size).toBe(0);
    });

    test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the id %d', (id) => {
      expect(() => index.add(id, 'a', vectors.draw())).toThrow(expect.objectContaining({ code: 'internal' }));
    });

    test.each([
      [0, 0.9],
      [1.5, 0.9],
      [1, Number.NaN],
      [1, 1.01],
    ])('refuses a search for %d with a cosine of at least %d', (count, atLeast) => {
      expect(() => index.nearest('a', vectors.draw(), count, atLeast)).toThrow(
        expect.objectContaining({ code: 'internal' }),
      );
    });

    test('answers as the oracle does, through any order of additions and removals', () => {
      const pool = Array.from({ length: 40 }, () => vectors.draw());
      const close = pool.map((vector) => vectors.near(vector, 0.93));
      const all = [...pool, ...close];
      const step = fc.record({
        add: fc.boolean(),
        id: fc.nat({ max: 60 }),
        partition: fc.constantFrom('a', 'b', 'c'),
        vector: fc.nat({ max: all.length - 1 }),
      });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
          kept = new Map();
          index = create(kept);
          const oracle = createBruteForceIndex(DIMENSIONS);
          for (const { add: isAdded, id, partition, vector: number } of steps) {
            const vector = all[number] ?? new Float32Array(0);
            if (isAdded) {
              add(id, partition, vector);
              oracle.add(id, partition, vector);
            }
            // Whether it was there is told alike.
            const removed = isAdded ? [] : [index, oracle].map((one) => one.remove(id));
            expect(new Set(removed).size).toBe(isAdded ? 0 : 1);
          }
          expect(index.size).toBe(oracle.size);
          for (const question of all) {
            for (const partition of ['a', 'b', 'c']) {
              expect(index.nearest(partition, question, 3, 0.85)).toEqual(
                oracle.nearest(partition, question, 3, 0.85),
              );
            }
          }
        }),
        { numRuns: 15, seed: 1 },
      );
    });

    test('finds the nearest above the bar among thousands, and invents none', () => {
      const many = createClusteredVectors(DIMENSIONS, 60, 11);
      const drawn = Array.from({ length: 3000 }, () => many.draw());
      const oracle = createBruteForceIndex(DIMENSIONS);
      for (const [id, vector] of drawn.entries()) {
        add(id, 'a', vector);
        oracle.add(id, 'a', vector);
      }
      let asked = 0;
      let found = 0;
      for (let round = 0; round < 300; round++) {
        const near = drawn[(round * 7919) % drawn.length] ?? many.draw();
        // Every other question lies just above the very bar, where a bit too many decides; every fifth is near nobody.
        const cosine = round % 2 === 0 ? 0.8501 : 0.85 + (0.149 * round) / 300;
        const question = round % 5 === 0 ? many.draw() : many.near(near, cosine);
        const [nearest] = oracle.nearest('a', question, 1, -1);
        const answer = index.nearest('a', question, 1, 0.85);
        const truth = nearest !== undefined && nearest.similarity >= 0.85 ? [nearest] : [];
        asked += truth.length;
        if (truth.length > 0 && truth[0]?.id === answer[0]?.id) found += 1;
        expect(answer.length).toBeLessThanOrEqual(truth.length);
        for (const { id, similarity } of answer) {
          expect(similarity).toBeGreaterThanOrEqual(0.85);
          expect(similarity).toBe(cosineOf(question, drawn[id] ?? question));
        }
      }
      expect(asked).toBeGreaterThanOrEqual(240);
      expect(found / asked).toBeGreaterThanOrEqual(0.999);
    });

    test('finds the nearest among vectors of which most numbers are zero', () => {
      const sparse = (seed: number) => {
        const vector = new Float32Array(DIMENSIONS);
        for (let word = 0; word < 6; word++)
          vector[(seed * 31 + word * word * 37) % DIMENSIONS] = 1 + (word % 3);
        return normalise(vector);
      };
      const oracle = createBruteForceIndex(DIMENSIONS);
      for (let id = 0; id < 380; id++) {
        add(id, 'a', sparse(id));
        oracle.add(id, 'a', sparse(id));
      }
      for (let id = 0; id < 380; id++) {
        expect(index.nearest('a', sparse(id), 3, 0.8)).toEqual(oracle.nearest('a', sparse(id), 3, 0.8));
      }
    });
  });
}
