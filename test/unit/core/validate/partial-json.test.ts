import { canonicalJson, createPartialJson } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function pushAll(...pieces: string[]) {
  const partial = createPartialJson();
  for (const piece of pieces) partial.push(piece);
  return partial;
}

describe('createPartialJson', () => {
  it.each([
    ['Here:\n```json\n', undefined],
    ['{', {}],
    ['{"sentiment', {}],
    ['{"sentiment": "neg', { sentiment: 'neg' }],
    ['{"sentiment": "negative", "score": 1', { sentiment: 'negative' }],
    ['{"score": 12, "key_issues": ["late", "ru', { score: 12, key_issues: ['late', 'ru'] }],
    ['{"a": [{"b": tr', { a: [{}] }],
    ['{"a": [{"b": true}, {"c": [1,', { a: [{ b: true }, { c: [1] }] }],
    ['{"a": "x\\u00', { a: 'x' }],
    ['{"a": "x\\', { a: 'x' }],
    ['{"a": "x\\ud83d', { a: 'x' }],
    ['{"a": 1} and more', { a: 1 }],
  ])('shows of %j what is certain', (text, value) => {
    expect(pushAll(text).value()).toEqual(value);
    expect(pushAll(...text.split('')).value()).toEqual(value);
  });

  it('tells whether there is more to show, and where it stands', () => {
    const partial = createPartialJson();
    expect(partial.push('{"a": ')).toBe(true);
    expect(partial.push(' 1')).toBe(false);
    expect(partial.push(',')).toBe(true);
    expect(partial.state).toBe('open');
    partial.push('"b": 2}');
    expect(partial.state).toBe('whole');
    expect(partial.push('}')).toBe(false);
  });

  it('keeps what it had where the text stops being JSON', () => {
    const partial = pushAll('{"a": 1, "b": oops, "c": 3}');
    expect(partial.state).toBe('broken');
    expect(partial.value()).toEqual({ a: 1 });
  });

  it('never changes a value that it gave', () => {
    const partial = createPartialJson();
    const given: unknown[] = [];
    const then: string[] = [];
    for (const piece of '{"a": [{"b": "xyz"}, [1, 2]], "c": {"d": "e"}}') {
      partial.push(piece);
      given.push(partial.value());
      then.push(JSON.stringify(given.at(-1)) ?? 'undefined');
    }
    expect(given.map((value) => JSON.stringify(value) ?? 'undefined')).toEqual(then);
  });

  it('ends at the value of any JSON, however it is cut, and pollutes no prototype', () => {
    const structure = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(structure, fc.integer({ min: 1, max: 7 }), (value, size) => {
        const text = JSON.stringify(value);
        const partial = createPartialJson();
        for (let at = 0; at < text.length; at += size) {
          partial.push(text.slice(at, at + size));
          partial.value();
        }
        expect(partial.state).toBe('whole');
        expect(partial.value()).toEqual(JSON.parse(text));
      }),
    );
    expect(Object.keys(pushAll('{"__proto__": {"x": 1}}').value() ?? {})).toEqual(['__proto__']);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\-1.e'.split(''), 'true', 'nul', '\\u', ' ', '\n');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const partial = pushAll(...parts);
        const value = partial.value() ?? null;
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
      { numRuns: 1_000 },
    );
  });
});
