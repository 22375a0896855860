import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStoredValue } from '../../../../packages/daemon/src/store/stored-value.ts';
import { WriteBuffer } from '../../../../packages/daemon/src/store/write-buffer.ts';

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value)),
  // Longer than a chunk, and of one, two and three bytes a character.
  fc
    .tuple(fc.constantFrom('a', 'é', '鳥'), fc.nat(40_000))
    .map(([one, many]) => JSON.stringify(one.repeat(many))),
);
const change = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'd').map((key) => `k/${key}`),
  fc.option(json),
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('add' as const), changes: fc.array(change, { maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('move', 'fail', 'land') }) },
);

const textOf = (stored: string | Uint8Array | null) =>
  stored === null ? null : Buffer.from(stored).toString('utf8');

test('what is gathered reads as it was written, through moves that succeed and that fail', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const buffer = new WriteBuffer();
      const database = new Map<string, string>();
      const all = new Map<string, string | null>();
      let moving: ReturnType<WriteBuffer['take']> | null = null;
      const torn: string[] = [];
      let sequence = 0;
      for (const each of steps) {
        if ('changes' in each) {
          sequence += 1;
          buffer.add(sequence, each.changes);
          for (const [key, value] of each.changes) all.set(key, value);
        } else if (each.do === 'move') {
          moving ??= buffer.take();
        } else if (moving !== null) {
          // Written to the database, or not, while others gather: in either case it is whole.
          for (const [key, { json: text, stored }] of moving) {
            const read = stored === null ? null : decodeStoredValue(key, textOf(stored) ?? '');
            if ((read?.json ?? null) !== text) torn.push(key);
            if (each.do === 'fail') continue;
            if (text === null) database.delete(key);
            else database.set(key, text);
          }
          if (each.do === 'fail') buffer.putBack();
          else buffer.moved();
          moving = null;
        }
        for (const [key, value] of all) {
          const pending = buffer.get(key);
          expect(pending === undefined ? (database.get(key) ?? null) : pending.json).toBe(value);
        }
      }
      expect(torn).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a derived value is asked for when it is read, and when it moves', () => {
  const buffer = new WriteBuffer();
  let sum = 1;
  const read = () => sum;
  buffer.derive(1, 'sum', read);
  sum = 2;
  buffer.derive(2, 'sum', read);
  expect(buffer.get('sum')?.json).toBe('2');
  sum = 3;
  const [[key, change] = []] = [...buffer.take()];
  expect(key).toBe('sum');
  expect(decodeStoredValue('sum', textOf(change?.stored ?? null) ?? '')?.json).toBe('3');
});
