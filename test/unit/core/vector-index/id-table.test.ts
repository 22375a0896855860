import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdTable } from '../../../../packages/core/src/vector-index/id-table.ts';

test('knows where each id is, through any order of additions, moves and removals', () => {
  // Consecutive ids, ids that share low bits, and the largest.
  const id = fc.oneof(
    fc.nat({ max: 300 }),
    fc.nat({ max: 99 }).map((n) => n * 65_536),
    fc.constant(2 ** 32 - 1),
  );
  const step = fc.record({ id, kept: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1500, size: 'max' }), (steps) => {
      const ids: number[] = [];
      const table = createIdTable((position) => ids[position] ?? -1);
      const model = new Map<number, number>();
      for (const { id, kept } of steps) {
        if (kept) {
          ids.push(id);
          table.set(id, ids.length - 1);
          model.set(id, ids.length - 1);
        } else {
          table.remove(id);
          model.delete(id);
        }
      }
      expect(table.size).toBe(model.size);
      for (const { id } of steps) expect(table.find(id)).toBe(model.get(id) ?? -1);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('takes at most eight bytes an entry once it is large', () => {
  const table = createIdTable((position) => position);
  let most = 0;
  for (let id = 0; id < 300_000; id++) {
    table.set(id, id);
    if (id >= 20_000 && id % 1000 === 0) most = Math.max(most, table.bytes / table.size);
  }
  expect(most).toBeLessThanOrEqual(8);
});
