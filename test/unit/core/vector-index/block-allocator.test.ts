import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createBlockAllocator,
  PAGE_ORDER,
  SMALLEST_ORDER,
} from '../../../../packages/core/src/vector-index/block-allocator.ts';

const PAGE = 2 ** PAGE_ORDER;

test('blocks never overlap, and what is given back is whole pages again', () => {
  const order = fc.integer({ min: SMALLEST_ORDER, max: PAGE_ORDER });
  const step = fc.record({ order, released: fc.option(fc.nat()) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      let pages = 0;
      const allocator = createBlockAllocator(() => pages++ * PAGE);
      const held: { position: number; order: number }[] = [];
      for (const { order, released } of steps) {
        const block = released === null ? undefined : held.splice(released % (held.length || 1), 1)[0];
        if (block !== undefined) allocator.release(block.position, block.order);
        else held.push({ position: allocator.allocate(order), order });
      }
      const sorted = held.toSorted((one, other) => one.position - other.position);
      for (const [at, { position, order }] of sorted.entries()) {
        expect(position % 2 ** order).toBe(0);
        expect(position + 2 ** order).toBeLessThanOrEqual(sorted[at + 1]?.position ?? pages * PAGE);
      }
      for (const { position, order } of held) allocator.release(position, order);
      const before = pages;
      for (let page = 0; page < before; page++) allocator.allocate(PAGE_ORDER);
      expect(pages).toBe(before);
    }),
    { seed: 1 },
  );
});
