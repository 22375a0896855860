import { z } from 'zod';

/** Names of the settings of an object in the schema; none where names are free, or where it is none. */
export function settingsAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** Every place in the schema where a setting has this name, dotted. */
export function placesOf(schema: z.ZodType, name: string, before = ''): readonly string[] {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(object.shape).flatMap(([key, inner]) => [
    ...(key === name ? [before + key] : []),
    ...placesOf(inner, name, `${before}${key}.`),
  ]);
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let current: z.ZodType | null = unwrap(schema);
  for (const part of path) {
    current = current === null ? null : inside(current, part);
  }
  return current;
}

function inside(schema: z.ZodType, part: PropertyKey): z.ZodType | null {
  const inner: unknown =
    schema instanceof z.ZodObject
      ? schema.shape[String(part)]
      : schema instanceof z.ZodArray
        ? schema.element
        : schema instanceof z.ZodRecord
          ? schema.valueType
          : null;
  return inner instanceof z.ZodType ? unwrap(inner) : null;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable;
  if (!isWrapped) return schema;
  const inner = schema.unwrap();
  return inner instanceof z.ZodType ? unwrap(inner) : schema;
}
