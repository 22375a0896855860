import type { JsonObject } from '../turn/json-object.ts';

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema 2020-12, core and applicators). */
const ONE = [
  'items', 'contains', 'additionalProperties', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'not',
  'if', 'then', 'else', 'contentSchema',
]; // prettier-ignore
const LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];

/** A schema within a schema, with its place as a JSON pointer (RFC 6901), e.g. `#/properties/score`. */
export interface SchemaPlace {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** The schema and every schema within it, from the outside in. What only looks like a schema (`const`, `examples`) is none. */
export function* visitSchemas(schema: JsonObject): Generator<SchemaPlace, void, void> {
  const open: SchemaPlace[] = [{ schema, pointer: '#' }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    yield place;
    open.push(...schemasIn(place).toReversed());
  }
}

function schemasIn({ schema, pointer }: SchemaPlace): SchemaPlace[] {
  const found: SchemaPlace[] = [];
  const add = (value: unknown, ...path: readonly string[]) => {
    if (isObject(value)) found.push({ schema: value, pointer: pointerTo(pointer, ...path) });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    if (ONE.includes(keyword)) add(value, keyword);
    else if (LIST.includes(keyword) && Array.isArray(value)) {
      for (const [index, each] of value.entries()) add(each, keyword, String(index));
    } else if (NAMED.includes(keyword) && isObject(value)) {
      for (const [name, each] of Object.entries(value)) add(each, keyword, name);
    }
  }
  return found;
}

/** `pointer`, some steps further in. */
export function pointerTo(pointer: string, ...path: readonly string[]): string {
  return [pointer, ...path.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
