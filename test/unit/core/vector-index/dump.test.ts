import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeptIndex, vectors } from './support.ts';

const pool = Array.from({ length: 60 }, () => vectors.draw());
const change = fc.record({
  id: fc.nat({ max: 80 }),
  partition: fc.constantFrom('a', 'b', 'c', 'd'),
  vector: fc.nat({ max: pool.length - 1 }),
  removed: fc.boolean(),
});

test('a dump and the changes since its start make an equal index, whenever they came', () => {
  const changes = fc.array(change, { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 120 }),
      fc.array(changes, { maxLength: 12 }),
      (before, during) => {
        const original = createKeptIndex();
        const apply = (to: typeof original, { id, partition, vector, removed }: (typeof before)[number]) => {
          if (removed) to.index.remove(id);
          else to.add(id, partition, pool[vector] ?? vectors.draw());
        };
        for (const each of before) apply(original, each);
        const copy = createKeptIndex();
        for (const [id, vector] of original.kept) copy.kept.set(id, vector);
        const waiting = [...during];
        for (const run of original.index.dump()) {
          copy.index.restore(run);
          for (const each of waiting.shift() ?? []) apply(original, each);
        }
        for (const each of during.slice(0, during.length - waiting.length).flat()) apply(copy, each);
        expect(copy.index.size).toBe(original.index.size);
        expect(copy.index.partitions).toBe(original.index.partitions);
        for (const vector of pool) {
          for (const partition of ['a', 'b', 'c', 'd']) {
            const neighbours = original.index.nearest(partition, vector, 5, 0.9);
            expect(copy.index.nearest(partition, vector, 5, 0.9)).toEqual(neighbours);
          }
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});

test('a dump gives runs of one page at most, and each entry once where nothing changes', () => {
  const { index } = createKeptIndex();
  const [vector] = [vectors.draw()];
  for (let id = 0; id < 10_000; id++) index.add(id, id < 9000 ? 'large' : `small ${id % 100}`, vector);
  const runs = [...index.dump()];
  expect(Math.max(...runs.map(({ ids }) => ids.length))).toBe(4096);
  const ids = runs.flatMap((run) => [...run.ids]);
  expect(ids.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 10_000 }, (_, id) => id));
});

test('what a removal moves from the end of a partition to its front comes in the dump all the same', () => {
  const { index } = createKeptIndex();
  const [vector] = [vectors.draw()];
  for (let id = 0; id < 9000; id++) index.add(id, 'large', vector);
  const dump = index.dump();
  const ids = new Set(dump.next().value?.ids);
  for (let id = 0; id < 300; id++) index.remove(id);
  for (const run of dump) for (const id of run.ids) ids.add(id);
  const stayed = Array.from({ length: 8700 }, (_, at) => at + 300);
  expect(stayed.filter((id) => !ids.has(id))).toEqual([]);
});
