import { canonicalJson } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('canonical JSON', () => {
  test('sorts keys at every depth and leaves arrays in order', () => {
    expect(canonicalJson({ b: [{ z: 1, a: 2 }, 3], a: { d: null, c: true } })).toBe(
      '{"a":{"c":true,"d":null},"b":[{"a":2,"z":1},3]}',
    );
  });

  test('sorts many keys as few, by code units', () => {
    const name = fc.string({
      maxLength: 2,
      unit: fc.constantFrom('a', 'b', 'Z', '_', 'é', '1', '\uffee', '😀'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 40 }), (names) => {
        const text = canonicalJson(Object.fromEntries(names.map((each) => [each, 0])));
        expect(text).toBe(
          `{${names
            .toSorted()
            .map((each) => `${JSON.stringify(each)}:0`)
            .join(',')}}`,
        );
      }),
    );
  });

  test('leaves undefined fields out', () => {
    expect(canonicalJson({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
  });

  test('keeps a field named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  test('keeps lone surrogates apart, which UTF-8 would make one', () => {
    expect(Buffer.from(canonicalJson('\ud800'))).not.toEqual(Buffer.from(canonicalJson('\ud801')));
  });

  test('means the same as the value that it was made from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  test.each([
    ['NaN', { a: Number.NaN }],
    ['Infinity', [Infinity]],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array(1)],
    ['undefined itself', undefined],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a date', { a: new Date(0) }],
    ['a map', new Map([['a', 1]])],
    ['bytes', new Uint8Array(2)],
    ['a cycle', cycle],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
