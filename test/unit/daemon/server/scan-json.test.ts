import { LIMITS } from '@jackdaw/core/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanJson } from '../../../../packages/daemon/src/server/scan-json.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('finds what is too deep, wherever it stands, and nothing else', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 50, max: 70 }), (value, levels) => {
      const text = JSON.stringify([value]).replace(/]$/, `,${nested(levels)}]`);
      const tooDeep = Math.max(depthOf([value]), levels + 1) > LIMITS.maxJsonDepth;
      expect(scanJson(text).excess !== null).toBe(tooDeep);
    }),
  );
});

test('what stands within a text is no nesting, no value and no key', () => {
  fc.assert(
    fc.property(fc.string(), (before) => {
      const hostile = `${before}"__proto__":${'['.repeat(100)}${',1'.repeat(LIMITS.maxJsonValues)}\\`;
      expect(scanJson(JSON.stringify({ hostile, [hostile]: 1 }))).toMatchObject({
        excess: null,
        hasPrototypeKey: false,
      });
    }),
    { numRuns: 20 },
  );
});

test('as many values are read as the limit says, and not one more', () => {
  const list = (items: number) => `[${Array(items).fill('0').join()}]`;
  expect(scanJson(list(LIMITS.maxJsonValues - 1)).excess).toBeNull();
  expect(scanJson(list(LIMITS.maxJsonValues)).excess).toContain('200,000');
});

test.each(['"__proto__"', '"\\u005f_proto__"', '"__pr\\u006Fto__"', '"__proto__" \n'])(
  'the key %s is found at any depth, as JSON.parse reads it',
  (key) => {
    const text = `{"a":[{"b":{${key}:1}}]}`;
    expect(Object.keys(JSON.parse(text).a[0].b)).toEqual(['__proto__']);
    expect(scanJson(text).hasPrototypeKey).toBe(true);
  },
);

test.each(['"proto"', '"__proto"', '"__proto__x"', '"\\\\u005f_proto__"'])(
  'the key %s is harmless',
  (key) => {
    expect(scanJson(`{${key}:"__proto__"}`).hasPrototypeKey).toBe(false);
  },
);

test.each([
  ['{"id":7,"x":', 7],
  ['{"x":{"id":1},"id" : "mine" ,"y":', 'mine'],
  ['{"id":{},"x":', undefined],
  ['{"x":', undefined],
])('the id before the excess is kept: %s', (before, id) => {
  expect(scanJson(`${before}${nested(100)}}`).id).toBe(id);
});

test('any text at all is looked over, also one that ends in the middle', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => text.slice(0, text.length / 2)),
      ),
      (text) => {
        expect(scanJson(text)).toHaveProperty('excess');
      },
    ),
  );
});
