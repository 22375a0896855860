import type { JsonObject } from '@jackdaw/core';
import type { Chance } from './seeded.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Intended {
  readonly schema: JsonObject;
  readonly value: { [key: string]: Json };
}

const KEYS = [
  'name', 'title', 'summary', 'sentiment', 'score', 'key_issues', 'recommended_action', 'items', 'author', 'city', 'notes',
  'is_open', 'price', 'currency', 'tags', 'createdAt', 'line-items', '$ref_id', 'größe', 'reason', 'step2', 'confidence',
]; // prettier-ignore
const PHRASES = [
  'Delivery was late by three days.', 'Refund the customer, then apologise', 'ok', '', 'Ask: who, when, where?', 'a, b, and c',
  'Path /usr/local/bin (see notes)', 'https://example.com/a?b=c&d=1', "it's the customer's choice", "don't ship before 5 o'clock",
  'Größe: 12 µm', 'emoji 🎉 and café', 'if (x > 1) { return [x]; }', 'key: value', 'yes / no', '// not a comment', '# heading',
  'null', 'True', '12,5', 'ends with a backslash \\', 'C:\\temp\\new', '50 % off', 'NaN', '{"not": "parsed"}', 'one\ttab', "the dogs' bowl",
]; // prettier-ignore
const LINES = [
  'First line.\nSecond line.', 'Steps:\n1. Stop\n2. Look', 'col1\tcol2\nval1\tval2', 'A list:\n- one, two\n- three', 'Hi,\n\nthanks!\n',
]; // prettier-ignore
const QUOTED = [
  'She said "hello" to us', 'The "fast" plan, which "ended", was good', '"Great" service', 'it was "fine"', 'a "b" c "d" e',
  'Called it "a mess": twice', 'the word "no" (really)', 'a 6" pipe', 'He asked "why?" and left',
]; // prettier-ignore

/** A phrase with raw line breaks in it, or with quotes. */
export type Ingredient = 'lines' | 'quotes' | 'literals' | 'plain';

/** A random object with its schema, all objects closed; with something in it that the fault to come needs. */
export function createIntended(chance: Chance, ingredient: Ingredient): Intended {
  const made = objectOf(chance, 0, ingredient);
  if (ingredient === 'plain') return made;
  const { name, schema, value } = specialField(chance, ingredient);
  const { properties, required, ...rest } = made.schema;
  return {
    schema: {
      ...rest,
      properties: { [name]: schema, ...(properties as JsonObject) },
      required: [name, ...(required as string[])],
    },
    value: { [name]: value, ...made.value },
  };
}

function specialField(
  chance: Chance,
  ingredient: Ingredient,
): { name: string; schema: JsonObject; value: Json } {
  if (ingredient === 'literals') {
    const value = chance.pick<Json>([true, false, null]) ?? null;
    return { name: 'special_flag', schema: { type: ['boolean', 'null'] }, value };
  }
  const value = chance.pick(ingredient === 'lines' ? LINES : QUOTED) ?? '';
  return { name: 'special_text', schema: { type: 'string' }, value };
}

function objectOf(chance: Chance, depth: number, ingredient: Ingredient): Intended {
  const count = 2 + chance.below(5);
  const properties: { [key: string]: JsonObject } = {};
  const required: string[] = [];
  const value: { [key: string]: Json } = {};
  for (let index = 0; index < count; index += 1) {
    const key = chance.pick(KEYS) ?? 'name';
    if (Object.hasOwn(properties, key)) continue;
    const field = fieldOf(chance, depth, ingredient);
    properties[key] = field.schema;
    const optional = chance.next() < 0.3;
    if (!optional) required.push(key);
    if (!optional || chance.next() < 0.6) value[key] = field.value;
  }
  return { schema: { type: 'object', properties, required, additionalProperties: false }, value };
}

function fieldOf(chance: Chance, depth: number, ingredient: Ingredient): { schema: JsonObject; value: Json } {
  const kind = chance.below(depth < 2 ? 9 : 6);
  switch (kind) {
    case 0:
      return { schema: { type: 'integer' }, value: chance.below(2000) - 500 };
    case 1:
      return { schema: { type: 'number' }, value: Math.round(chance.next() * 10_000) / 100 };
    case 2:
      return { schema: { type: ['boolean', 'null'] }, value: chance.pick<Json>([true, false, null]) ?? null };
    case 3:
      return {
        schema: { enum: ['positive', 'neutral', 'negative'] },
        value: chance.pick(['positive', 'negative']) ?? '',
      };
    case 4:
    case 5:
      return { schema: { type: 'string' }, value: phrase(chance, ingredient) };
    case 6: {
      const items = Array.from({ length: chance.below(4) }, () => phrase(chance, ingredient));
      return { schema: { type: 'array', items: { type: 'string' } }, value: items };
    }
    case 7: {
      const first = objectOf(chance, depth + 1, ingredient);
      const items = Array.from({ length: chance.below(3) }, () => structuredClone(first.value));
      return { schema: { type: 'array', items: first.schema }, value: items };
    }
    default:
      return objectOf(chance, depth + 1, ingredient);
  }
}

function phrase(chance: Chance, ingredient: Ingredient): string {
  const special = ingredient === 'lines' ? LINES : ingredient === 'quotes' ? QUOTED : PHRASES;
  const picked = chance.pick(chance.next() < 0.3 ? special : PHRASES) ?? '';
  // JSON whose quotes are not escaped, in JSON, has no one reading.
  return ingredient === 'quotes' && picked.startsWith('{') ? 'ok' : picked;
}
