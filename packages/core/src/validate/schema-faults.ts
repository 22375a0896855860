import type { JsonObject } from '../turn/json-object.ts';
import { isObject, pointerTo, visitSchemas, type SchemaPlace } from './visit-schemas.ts';

/**
 * What the meta-schema cannot see: references that lead nowhere or out of the schema, and patterns that are no regular
 * expressions. The place and the fault in words, null where there is none. Nothing is ever fetched.
 */
export function schemaFault(schema: JsonObject): string | null {
  const places = [...visitSchemas(schema)];
  const named = namesIn(places);
  for (const place of places) {
    const fault = referenceFault(place, schema, named) ?? patternFault(place);
    if (fault !== null) return fault;
  }
  return null;
}

interface Names {
  readonly anchors: ReadonlySet<unknown>;
  /** Whether parts of the schema have addresses of their own; then the compiler alone knows what leads where. */
  readonly addressed: boolean;
}

function namesIn(places: readonly SchemaPlace[]): Names {
  return {
    anchors: new Set(places.flatMap(({ schema }) => [schema['$anchor'], schema['$dynamicAnchor']])),
    addressed: places.some(({ schema }) => typeof schema['$id'] === 'string'),
  };
}

function referenceFault(
  { schema, pointer }: SchemaPlace,
  root: JsonObject,
  { anchors, addressed }: Names,
): string | null {
  for (const keyword of ['$ref', '$dynamicRef']) {
    const reference = schema[keyword];
    if (typeof reference !== 'string') continue;
    const at = pointerTo(pointer, keyword);
    if (!reference.startsWith('#')) {
      if (addressed) continue;
      return `${at} points out of the schema, to ${clip(reference)}: nothing is fetched, put that part under "$defs" and point to "#/$defs/…"`;
    }
    if (addressed || leads(reference.slice(1), root, anchors)) continue;
    return `${at} points to ${clip(reference)}, which is not there`;
  }
  return null;
}

function leads(fragment: string, root: JsonObject, anchors: ReadonlySet<unknown>): boolean {
  if (fragment === '') return true;
  if (!fragment.startsWith('/')) return anchors.has(fragment);
  let found: unknown = root;
  for (const step of fragment.slice(1).split('/')) {
    const name = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return false;
    found = Object.entries(found).find(([key]) => key === name)?.[1];
  }
  return isObject(found) || typeof found === 'boolean';
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

function patternFault({ schema, pointer }: SchemaPlace): string | null {
  const { pattern, patternProperties } = schema;
  const patterns: (readonly [string, string])[] =
    typeof pattern === 'string' ? [[pointerTo(pointer, 'pattern'), pattern]] : [];
  for (const name of isObject(patternProperties) ? Object.keys(patternProperties) : []) {
    patterns.push([pointerTo(pointer, 'patternProperties', name), name]);
  }
  for (const [at, source] of patterns) {
    try {
      RegExp(source, 'u');
    } catch (error) {
      return `${clip(at)} is no regular expression (${error instanceof Error ? clip(error.message) : 'unreadable'})`;
    }
  }
  return null;
}

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
