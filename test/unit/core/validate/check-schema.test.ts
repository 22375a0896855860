import type * as core from '@jackdaw/core';
import { checkSchema, compileSchema } from '@jackdaw/core';
import { LIMITS } from '@jackdaw/core/protocol';
import { describe, expect, test } from 'vitest';
import { createBound } from '../../../../packages/daemon/src/create-bound.ts';
import { unknownKeywords } from '../../../../packages/core/src/validate/unknown-keywords.ts';

const refused = (code: string, words: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(words) });

describe('a bad schema is refused with the place of the fault', () => {
  test.each([
    ['#/properties/score/type must be', { properties: { score: { type: 'integr' } } }],
    ['#/properties/a~1b~0c/type must be', { properties: { 'a/b~c': { type: 'integr' } } }],
    ['#/required must be array', { required: true }],
    ['#/items/minLength must be >= 0', { items: { minLength: -1 } }],
    [
      '#/properties/a/$ref points out of the schema',
      { properties: { a: { $ref: 'https://example.com/a' } } },
    ],
    ['#/$defs/x/items/$ref points out', { $defs: { x: { items: { $ref: 'file:///etc/passwd' } } } }],
    ['#/anyOf/1/$ref points to #/$defs/none', { anyOf: [true, { $ref: '#/$defs/none' }] }],
    ['#/$ref points to #nowhere', { $ref: '#nowhere' }],
    ['#/properties/a/pattern is no regular expression', { properties: { a: { pattern: '(' } } }],
    ['#/patternProperties/[ is no regular', { patternProperties: { '[': true } }],
    ['leads back to itself', { $ref: '#' }],
    ['leads back to itself', { anyOf: [{ type: 'null' }, { $ref: '#' }] }],
    [
      'leads back',
      { $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } }, allOf: [{ $ref: '#/$defs/a' }] },
    ],
  ])('%s', (words, schema) => {
    expect(() => checkSchema(schema)).toThrow(refused('invalid_request', words));
  });

  test('one fault is told once, however many ways there were to be right', () => {
    const message = (() => {
      try {
        return checkSchema({ type: 'integr' });
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toContain('"integer"');
    expect(message).not.toContain('anyOf');
    expect(message?.match(/#\/type/g)).toHaveLength(1);
  });

  test('beyond the bounds of depth and size', () => {
    const deep = Array.from({ length: 80 }).reduce<object>((items) => ({ items }), {});
    expect(() => checkSchema({ ...deep })).toThrow(refused('too_large', `${LIMITS.maxJsonDepth} levels`));
    const wide = { enum: ['x'.repeat(LIMITS.maxSchemaCharacters)] };
    expect(() => checkSchema(wide)).toThrow(refused('too_large', `${LIMITS.maxSchemaCharacters}`));
  });
});

test('references within the schema lead where they say', () => {
  const named = (reference: object) =>
    compileSchema({
      $defs: { 'a/b c': { type: 'integer' }, named: { $anchor: 'here', type: 'integer' } },
      properties: { n: reference },
    });
  for (const $ref of ['#/$defs/a~1b%20c', '#/$defs/named', '#here']) {
    expect(named({ $ref })({ n: 1 })).toBeNull();
    expect(named({ $ref })({ n: 'x' })).toContain('/n must be integer');
  }
  const tree = compileSchema({ type: 'object', properties: { of: { type: 'array', items: { $ref: '#' } } } });
  expect(tree({ of: [{ of: [] }] })).toBeNull();
  expect(tree({ of: [{ of: [1] }] })).toContain('/of/0/of/0');
  const addressed = compileSchema({
    $id: 'https://example.com/all',
    $defs: { n: { $id: 'n', type: 'integer' } },
    properties: { n: { $ref: 'n' } },
  });
  expect(addressed({ n: 'x' })).toContain('/n must be integer');
});

test('what only looks like a schema is none', () => {
  const examples = [{ $ref: 'https://example.com' }];
  expect(() =>
    checkSchema({ examples, const: { $ref: '#/none' }, properties: { $ref: true } }),
  ).not.toThrow();
});

test('words that demand nothing are found, remarks on purpose are not', () => {
  const schema = {
    title: 'A thing',
    'x-team': 'ours',
    properties: { minimun: { type: 'integer', minimun: 1 }, any: { nullable: true, $comment: 'hm' } },
    const: { whatever: 1 },
  };
  expect(unknownKeywords(schema)).toEqual(['#/properties/minimun/minimun', '#/properties/any/nullable']);
});

test.each([1, 3, 8, 20])(
  'a schema that takes longer than %i ms spoils nothing for those after it',
  async (ms) => {
    // As in a daemon that nobody has given a schema yet.
    const source = `../../../../packages/core/src/validate/compile-schema.ts?${ms}`;
    const fresh = (await import(source)) as Pick<typeof core, 'checkSchema' | 'compileSchema'>;
    const names = Array.from({ length: 400 }, (_, index) => `field${index}`);
    const branches = names.map((name) => ({ properties: { [name]: { type: 'string', minLength: 1 } } }));
    const large = { oneOf: branches, not: { anyOf: branches } };
    expect(() => fresh.checkSchema(large, createBound(ms))).toThrow(refused('invalid_request', 'too long'));
    expect(() => fresh.checkSchema({ type: 'integr' })).toThrow(refused('invalid_request', '#/type'));
    expect(fresh.compileSchema({ type: 'integer', minimum: 1 })(0)).toContain('>=');
  },
);
