import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNewId } from '../../../packages/daemon/src/create-new-id.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const FIRST = '0000000001';

function timeOf(id: string): number {
  let time = 0;
  for (let place = 0; place < 10; place += 1) time = time * 32 + DIGITS.indexOf(id.charAt(place));
  return time;
}

describe('new ids', () => {
  it('are ULIDs of their moment, and random in all that follows', () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => createNewId(() => index * 1e9, Math.random)());
    for (const [index, id] of ids.entries()) {
      expect(id).toMatch(ULID);
      expect(timeOf(id)).toBe(index * 1e9);
    }
    // Of a thousand, each place has seen nearly every digit.
    for (let place = 10; place < 26; place += 1) {
      expect(new Set(ids.map((id) => id.charAt(place))).size).toBeGreaterThan(24);
    }
  });

  it('ascend, whatever the clock does and chance brings', () => {
    const chance = fc.oneof(
      fc.constantFrom(0, 0.999_999, 1 - Number.EPSILON / 2),
      fc.double({ min: 0, max: 0.999 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 2, maxLength: 50 }),
        fc.infiniteStream(chance),
        (times, chances) => {
          let at = 0;
          const newId = createNewId(
            () => at,
            () => chances.next().value,
          );
          const ids = times.map((time) => {
            at = time;
            return newId();
          });
          expect(ids.every((id) => ULID.test(id))).toBe(true);
          expect(ids).toEqual([...new Set(ids)].toSorted());
        },
      ),
    );
  });

  it('count on through all of their digits where the clock stands', () => {
    const last = (...parts: readonly number[]) => {
      const chances = parts.values();
      const newId = createNewId(
        () => 1,
        () => chances.next().value ?? 0,
      );
      return [newId(), newId()];
    };
    const most = 1 - Number.EPSILON / 2;
    expect(last(0, 0, 0)).toEqual([`${FIRST}0000000000000000`, `${FIRST}0000000000000001`]);
    expect(last(0, 0, most)).toEqual([`${FIRST}000000000000ZZZZ`, `${FIRST}0000000000010000`]);
    expect(last(0, most, most)).toEqual([`${FIRST}000000ZZZZZZZZZZ`, `${FIRST}0000010000000000`]);
    expect(last(most, most, most)).toEqual([`${FIRST}ZZZZZZZZZZZZZZZZ`, `00000000020000000000000000`]);
  });
});
