import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeeperThan } from '../../../../packages/daemon/src/server/json-depth.ts';

test.each([
  ['1', 0],
  ['null', 0],
  ['[]', 1],
  ['{}', 1],
  ['{"a":1}', 1],
  ['{"a":[1]}', 2],
  ['[{"a":[]},1]', 3],
])('%s has %i levels', (text, levels) => {
  const value: unknown = JSON.parse(text);
  expect(isDeeperThan(value, levels)).toBe(false);
  expect(isDeeperThan([value], levels)).toBe(true);
});

test('agrees with a plain recursion on any JSON', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, levels) => {
      expect(isDeeperThan(value, levels)).toBe(depthOf(value) > levels);
    }),
  );
});

test('a value as deep as a frame is long does not exhaust the stack', () => {
  const depth = 1_000_000;
  const value: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(isDeeperThan(value, 64)).toBe(true);
  expect(isDeeperThan(value, depth)).toBe(false);
});
