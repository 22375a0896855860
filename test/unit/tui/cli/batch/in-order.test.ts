import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../../../../packages/tui/src/cli/batch/in-order.ts';

test('results come in order, each once, with no more under way than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 7 }),
      async (scheduler, count, concurrency) => {
        const taken: number[] = [];
        let underWay = 0;
        let most = 0;
        const done = inOrder(
          { from: 0, until: count, concurrency, controller: new AbortController() },
          async (index) => {
            most = Math.max(most, ++underWay);
            await scheduler.schedule(Promise.resolve());
            underWay -= 1;
            return index * 10;
          },
          async (result, index) => {
            await scheduler.schedule(Promise.resolve());
            expect(result).toBe(index * 10);
            taken.push(index);
          },
        );
        await scheduler.waitFor(done);
        expect(taken).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(most).toBeLessThanOrEqual(concurrency);
      },
    ),
  );
});

test('the first failure ends it, and what stood before it has been taken', async () => {
  const taken: number[] = [];
  const controller = new AbortController();
  const done = inOrder(
    { from: 2, until: 100, concurrency: 2, controller },
    async (index) => {
      if (index === 5) throw new Error('five');
      return index;
    },
    async (index) => void taken.push(index),
  );
  await expect(done).rejects.toThrow('five');
  expect(taken.slice(0, 3)).toEqual([2, 3, 4]);
  expect(controller.signal.aborted).toBe(true);
});
