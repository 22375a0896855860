import { createTally } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

type Change = { readonly key: string; readonly bytes: number | null };
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const bytes = fc.option(fc.integer({ min: 1, max: 99 }));
const change: fc.Arbitrary<Change> = fc.record({ key, bytes });
const records = fc.dictionary(key, fc.integer({ min: 1, max: 99 }));

function sizeOf(records: ReadonlyMap<string, number>) {
  return { entries: records.size, bytes: [...records.values()].reduce((sum, each) => sum + each, 0) };
}

describe('a tally', () => {
  test('is exact after a walk, whatever came and went meanwhile, and stays so through the next one', () => {
    const walks = fc.array(fc.array(fc.array(change, { maxLength: 3 }), { minLength: 7, maxLength: 7 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(records, walks, (initial, walks) => {
        const live = new Map(Object.entries(initial));
        const tally = createTally();
        const make = ({ key, bytes }: Change) => {
          const old = live.get(key);
          if (old !== undefined) tally.remove(key, old);
          live.delete(key);
          if (bytes === null) return;
          live.set(key, bytes);
          tally.add(key, bytes);
        };

        for (const changes of walks) {
          const wasExact = tally.exact;
          tally.startWalk();
          let at = '';
          for (const meanwhile of changes) {
            meanwhile.forEach(make);
            expect(wasExact ? tally.size : sizeOf(live)).toEqual(sizeOf(live));
            const next = [...live.keys()].toSorted().find((one) => one > at);
            if (next === undefined) break;
            tally.pass(next, live.get(next) ?? null);
            at = next;
          }
          const rest = [...live.keys()].filter((one) => one > at).toSorted();
          for (const next of rest) tally.pass(next, live.get(next) ?? null);
          tally.endWalk();
          expect(tally.exact).toBe(true);
          expect(tally.size).toEqual(sizeOf(live));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('says what it has seen so far, and that this is not all yet', () => {
    const tally = createTally();
    tally.startWalk();
    tally.pass('a', 10);
    tally.pass('b', null);
    tally.pass('c', 5);
    expect(tally).toMatchObject({ exact: false, size: { entries: 2, bytes: 15 } });
  });

  test('is put right by a later walk', () => {
    const tally = createTally();
    tally.startWalk();
    tally.pass('a', 10);
    tally.pass('b', 10);
    tally.endWalk();
    // `b` is damaged by now: it is dropped, and nobody knows its size.
    tally.startWalk();
    tally.pass('a', 10);
    tally.pass('b', null);
    tally.endWalk();
    expect(tally.size).toEqual({ entries: 1, bytes: 10 });
  });
});
