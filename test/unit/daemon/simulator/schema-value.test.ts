import { schemaValue } from '@jackdaw/daemon/simulator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';

const leaves = fc.constantFrom<z.ZodType>(
  z.string(),
  z.string().min(5).max(8),
  z.email(),
  z.uuid(),
  z.iso.date(),
  z.iso.datetime(),
  z.number().min(-2).max(-1),
  z.number().gt(0).lt(1),
  z.int().min(3).max(4),
  z.int().multipleOf(7),
  z.boolean(),
  z.null(),
  z.enum(['red', 'green']),
  z.literal('fixed'),
  z.string().regex(/^[A-Z]{3}$/),
);

const { schema: zodSchemas } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaves,
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('schema')).map((shape) => z.strictObject(shape)),
    tie('schema').map((item) => z.array(item).min(1).max(3)),
    tie('schema').map((item) => item.nullable()),
    fc.tuple(tie('schema'), tie('schema')).map(([left, right]) => z.union([left, right])),
  ),
}));

test('a value is valid for the schema that it was made from', () => {
  fc.assert(
    fc.property(zodSchemas, fc.string(), (schema, seed) => {
      const value = schemaValue(z.toJSONSchema(schema), seed);
      expect(schema.safeParse(value).error).toBeUndefined();
    }),
  );
});

test('the same schema and seed give the same value', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'boolean' } } };
  expect(schemaValue(schema, 'x')).toEqual(schemaValue(schema, 'x'));
});

test('a schema that contains itself comes to an end', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
          next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
        },
        required: ['name', 'children', 'next'],
      },
    },
  };
  expect(schemaValue(tree, 'x')).toMatchObject({ name: expect.any(String), children: expect.any(Array) });
});

test('what a required property lacks in description is still there', () => {
  expect(schemaValue({ type: 'object', required: ['surprise'] }, 'x')).toHaveProperty('surprise');
});

test('allOf joins its parts', () => {
  const schema = {
    allOf: [
      { type: 'object', properties: { a: { const: 1 } }, required: ['a'] },
      { properties: { b: { const: 2 } }, required: ['b'] },
    ],
  };
  expect(schemaValue(schema, 'x')).toEqual({ a: 1, b: 2 });
});
