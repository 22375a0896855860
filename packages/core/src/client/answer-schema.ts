import { toJSONSchema, type z } from 'zod';
import { JackdawError } from '../errors/index.ts';
import { isObject, visitSchemas } from '../validate/visit-schemas.ts';

type WireSchema = Record<string, unknown>;

/**
 * The JSON Schema (draft 2020-12) that a model's answer must satisfy so that the zod schema can read it: what goes into
 * the schema, before its defaults, transforms and refinements. Objects are closed, unless they are loose or have a
 * catch-all: models keep to closed ones better, and more of what is nearly JSON can be read. Throws `invalid_request`
 * where the schema holds what JSON cannot say, e.g. `z.date()`.
 */
export function answerSchema(schema: z.ZodType): WireSchema {
  let json: unknown;
  try {
    json = toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JackdawError('invalid_request', `The zod schema cannot be told as JSON Schema: ${reason}.`, {
      cause: error,
    });
  }
  const { $schema: _, ...bare } = isObject(json) ? json : {};
  if (!joinsByReference(bare)) closeObjects(bare, false);
  return bare;
}

/** Whether a part of an intersection stands elsewhere in the schema, where it may be used by itself, too. */
function joinsByReference(schema: WireSchema): boolean {
  return [...visitSchemas(schema)].some(
    ({ schema: { $ref }, pointer }) => $ref !== undefined && pointer.includes('/allOf/'),
  );
}

/** The parts of an intersection must each let through what belongs to the other. */
function closeObjects(schema: unknown, isPart: boolean): void {
  if (Array.isArray(schema)) return schema.forEach((each) => closeObjects(each, isPart));
  if (typeof schema !== 'object' || schema === null) return;
  const own: WireSchema = Object.assign(schema);
  if (!isPart && isObject(own['properties']) && own['additionalProperties'] === undefined) {
    own['additionalProperties'] = false;
  }
  closeObjects(own['allOf'], true);
  // The alternatives stand for the whole: within an intersection they are parts of it, too.
  for (const keyword of ['anyOf', 'oneOf']) closeObjects(own[keyword], isPart);
  for (const keyword of ['items', 'prefixItems', 'additionalProperties']) closeObjects(own[keyword], false);
  for (const keyword of ['properties', '$defs']) {
    const named = own[keyword];
    if (isObject(named)) closeObjects(Object.values(named), keyword === '$defs' && isPart);
  }
}
