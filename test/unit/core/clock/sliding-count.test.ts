import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlidingCount } from '../../../../packages/core/src/clock/sliding-count.ts';

test('counts what happened in the present tenth of the window and in the nine before', () => {
  const step = fc.record({ ms: fc.nat(400), what: fc.constantFrom('add', 'add', 'look', 'clear') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      let happened: number[] = [];
      const count = new SlidingCount(() => now, 1_000);
      for (const { ms, what } of steps) {
        now += ms;
        if (what === 'add') {
          count.add();
          happened.push(now);
        } else if (what === 'clear') {
          count.clear();
          happened = [];
        }
        const slice = (at: number) => Math.floor(at / 100);
        expect(count.total).toBe(happened.filter((at) => slice(at) > slice(now) - 10).length);
      }
    }),
  );
});
