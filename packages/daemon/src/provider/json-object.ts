/** A JSON object of which only the fields that are read need to be right. */
export type JsonObject = { readonly [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a field, or an empty one. */
export function objectAt(holder: JsonObject, field: string): JsonObject {
  const value = holder[field];
  return isObject(value) ? value : {};
}

/** The text in a field, or an empty one. */
export function textAt(holder: JsonObject, field: string): string {
  const value = holder[field];
  return typeof value === 'string' ? value : '';
}
