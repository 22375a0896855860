import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeCounts } from '../../../../packages/core/src/metrics/time-counts.ts';

test('counts as a map does, whatever comes first, and tells the buckets in order', () => {
  const bucket = fc.integer({ min: -75, max: 160 });
  fc.assert(
    fc.property(fc.array(fc.tuple(bucket, fc.integer({ min: 1, max: 1e9 }))), (added) => {
      const counts = new TimeCounts();
      const map = new Map<number, number>();
      for (const [each, times] of added) {
        counts.add(each, times);
        map.set(each, (map.get(each) ?? 0) + times);
      }
      expect([...counts]).toEqual([...map].toSorted(([a], [b]) => a - b));
    }),
  );
});
