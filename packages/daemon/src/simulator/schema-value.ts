import { createRandom, type Random } from './seeded-random.ts';

type Schema = Readonly<Record<string, unknown>>;

/** How deep a value may nest before optional parts and array items are left out. */
const comfortableDepth = 4;

/**
 * Makes a value that is valid for a JSON Schema: the same one for the same schema and seed.
 *
 * Covers what structured output allows (types, enum, const, properties, items, anyOf, oneOf, allOf, `$ref` inside
 * the schema, formats) and the usual bounds. A `pattern` is met where one of a few sample texts matches it.
 */
export function schemaValue(schema: Schema, seed: string): unknown {
  return createValue(schema, { root: schema, random: createRandom(seed), name: 'value', depth: 0 });
}

interface Place {
  readonly root: Schema;
  readonly random: Random;
  /** The property's name, from which texts are made. */
  readonly name: string;
  readonly depth: number;
}

function createValue(raw: unknown, place: Place): unknown {
  const schema = resolve(raw, place.root);
  if ('const' in schema) return schema['const'];
  const choices = asArray(schema['enum']);
  if (choices.length > 0) return pick(choices, place.random);
  const variants = asArray(schema['anyOf'] ?? schema['oneOf']);
  if (variants.length > 0) {
    // Deep inside a recursive schema the simplest variant is the way out.
    const variant = place.depth > comfortableDepth ? simplest(variants, place.root) : variants[0];
    const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = schema;
    return createValue(merge(rest, resolve(variant, place.root)), place);
  }
  switch (typeOf(schema)) {
    case 'object':
      return createObject(schema, place);
    case 'array':
      return createArray(schema, place);
    case 'integer':
      return createNumber(schema, place, true);
    case 'number':
      return createNumber(schema, place, false);
    case 'boolean':
      return place.random() < 0.5;
    case 'null':
      return null;
    default:
      return createText(schema, place);
  }
}

function createObject(schema: Schema, place: Place): Record<string, unknown> {
  const properties = asRecord(schema['properties']);
  const required = asArray(schema['required']);
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (place.depth >= comfortableDepth && !required.includes(name)) continue;
    made[name] = createValue(property, { ...place, name, depth: place.depth + 1 });
  }
  for (const name of required) {
    if (typeof name === 'string' && !(name in made)) made[name] = `${name} (simulated)`;
  }
  return made;
}

function createArray(schema: Schema, place: Place): unknown[] {
  const least = asNumber(schema['minItems']) ?? 0;
  const most = asNumber(schema['maxItems']) ?? Math.max(least, 2);
  const wanted = place.depth >= comfortableDepth ? least : Math.min(most, Math.max(least, 2));
  const prefix = asArray(schema['prefixItems']);
  return Array.from({ length: Math.max(wanted, prefix.length) }, (_, index) =>
    createValue(prefix[index] ?? schema['items'] ?? {}, {
      ...place,
      name: `${place.name} ${index + 1}`,
      depth: place.depth + 1,
    }),
  );
}

function createNumber(schema: Schema, place: Place, whole: boolean): number {
  const step = asNumber(schema['multipleOf']) ?? (whole ? 1 : 0.01);
  const above = asNumber(schema['exclusiveMinimum']);
  const below = asNumber(schema['exclusiveMaximum']);
  const least = asNumber(schema['minimum']) ?? (above === undefined ? undefined : above + step);
  const most = asNumber(schema['maximum']) ?? (below === undefined ? undefined : below - step);
  // A bound as wide as all safe integers says nothing; a number that a person would write is near 1.
  const near = least === undefined || least < -1000 ? Math.min(1, most ?? 1) : least;
  const from = Math.ceil(near / step);
  const to = Math.max(from, Math.floor(Math.min(most ?? near + 99, near + 99) / step));
  const steps = from + Math.floor(place.random() * (to - from + 1));
  // Rounded, because 7 × 0.1 is not 0.7.
  return Number((steps * step).toPrecision(12));
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-11-02',
  time: '09:30:00Z',
  'date-time': '2026-11-02T09:30:00Z',
  email: 'someone@example.com',
  hostname: 'example.com',
  uri: 'https://example.com/simulated',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '0b7a4c1e-5d2f-4a83-9c60-6f1e2d3c4b5a',
  duration: 'P1D',
};

const patternSamples = [
  ...Object.values(formats),
  'a',
  'A',
  'abc',
  'ABC',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  'abc-123',
  'ABC-123',
  'A1',
  'a_1',
  '#a1b2c3',
  '1.2.3',
  '+491234567890',
  '12:30',
  'en',
  'en-GB',
  'EUR',
  '/path/file.txt',
  'word word',
];

function createText(schema: Schema, place: Place): string {
  const format = schema['format'];
  if (typeof format === 'string' && formats[format] !== undefined) return formats[format];
  const least = asNumber(schema['minLength']) ?? 0;
  const most = asNumber(schema['maxLength']) ?? Number.POSITIVE_INFINITY;
  const pattern = schema['pattern'];
  if (typeof pattern === 'string') {
    const expression = new RegExp(pattern, 'u');
    const sample = patternSamples.find(
      (text) => expression.test(text) && text.length >= least && text.length <= most,
    );
    if (sample !== undefined) return sample;
  }
  const text = `Simulated ${place.name.replaceAll('_', ' ')}`;
  return text.padEnd(least, '.').slice(0, most);
}

function typeOf(schema: Schema): unknown {
  const type = schema['type'];
  if (Array.isArray(type)) return type.find((one) => one !== 'null') ?? 'null';
  if (type !== undefined) return type;
  if ('properties' in schema) return 'object';
  if ('items' in schema) return 'array';
  return 'string';
}

/** Follows `$ref` and folds `allOf` in. */
function resolve(raw: unknown, root: Schema): Schema {
  let schema = asRecord(raw);
  for (let hops = 0; typeof schema['$ref'] === 'string' && hops < 20; hops += 1) {
    const { $ref, ...rest } = schema;
    schema = merge(asRecord(lookUp($ref, root)), rest);
  }
  const { allOf, ...rest } = schema;
  return asArray(allOf).reduce<Schema>((merged, part) => merge(merged, resolve(part, root)), rest);
}

function lookUp(reference: string, root: Schema): unknown {
  let found: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    found = asRecord(found)[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return found;
}

function merge(left: Schema, right: Schema): Schema {
  return {
    ...left,
    ...right,
    ...('properties' in left || 'properties' in right
      ? { properties: { ...asRecord(left['properties']), ...asRecord(right['properties']) } }
      : {}),
    ...('required' in left || 'required' in right
      ? { required: [...asArray(left['required']), ...asArray(right['required'])] }
      : {}),
  };
}

function simplest(variants: readonly unknown[], root: Schema): unknown {
  const rank = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
  return variants.toSorted((left, right) => {
    const place = (variant: unknown): number => rank.indexOf(String(typeOf(resolve(variant, root))));
    return place(left) - place(right);
  })[0];
}

function pick(choices: readonly unknown[], random: Random): unknown {
  return choices[Math.floor(random() * choices.length)];
}

function asRecord(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
