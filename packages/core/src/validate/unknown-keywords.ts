import type { JsonObject } from '../turn/json-object.ts';
import { pointerTo, visitSchemas } from './visit-schemas.ts';

/** The vocabularies of JSON Schema 2020-12, and the two words of older drafts that still hold. */
const KNOWN = new Set([
  '$schema', '$id', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$comment', '$defs', 'definitions',
  'type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength',
  'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties',
  'minProperties', 'required', 'dependentRequired', 'dependentSchemas', 'dependencies', 'properties', 'patternProperties',
  'additionalProperties', 'propertyNames', 'items', 'prefixItems', 'contains', 'unevaluatedItems', 'unevaluatedProperties',
  'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'title', 'description', 'default', 'deprecated', 'readOnly',
  'writeOnly', 'examples', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema',
]); // prettier-ignore

const MOST = 20;

/**
 * Places of words that JSON Schema does not know, e.g. `#/properties/score/minimun`. They are allowed, as remarks, and so
 * demand nothing: a misspelt one is noticed by nobody. Those that begin with `x-` are remarks on purpose.
 */
export function unknownKeywords(schema: JsonObject): string[] {
  const found: string[] = [];
  for (const place of visitSchemas(schema)) {
    for (const keyword of Object.keys(place.schema)) {
      if (KNOWN.has(keyword) || keyword.startsWith('x-')) continue;
      found.push(pointerTo(place.pointer, keyword));
      if (found.length === MOST) return found;
    }
  }
  return found;
}
