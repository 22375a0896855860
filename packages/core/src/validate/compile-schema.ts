import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { JackdawError } from '../errors/index.ts';
import type { JsonObject } from '../turn/chat-request.ts';

/** The first few problems of a value: path, what is expected, what is there; at most 1,500 characters. Null where it is valid. */
export type SchemaCheck = (value: unknown) => string | null;

const MAX_PROBLEMS = 3;
/** Schemas kept compiled. A script asks with one schema again and again; each request brings a new object of it. */
const MAX_COMPILED = 100;

/**
 * Not strict: words that JSON Schema does not know are annotations. Formats are not checked (the models' own
 * enforcement does not either).
 */
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  validateFormats: false,
  logger: false,
  verbose: true,
});
const compiled = new Map<string, SchemaCheck>();

/** Refuses what is not a JSON Schema (draft 2020-12) with `invalid_request` and the place of the fault. */
export function checkSchema(schema: JsonObject): void {
  compileSchema(schema);
}

/** Throws as `checkSchema` does. The same schema, by content, is compiled once. */
export function compileSchema(schema: JsonObject): SchemaCheck {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known !== undefined) {
    compiled.delete(key);
    compiled.set(key, known); // the most recently used is last
    return known;
  }
  const check = compile(schema);
  const oldest = compiled.keys().next();
  if (compiled.size >= MAX_COMPILED && oldest.done !== true) compiled.delete(oldest.value);
  compiled.set(key, check);
  return check;
}

function compile(schema: JsonObject): SchemaCheck {
  // Schemas of older drafts say so here; what they share with 2020-12 is all that is in common use.
  const { $schema: _, ...bare } = schema;
  if (ajv.validateSchema(bare) !== true) throw badSchema(describe(ajv.errors ?? []));
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(bare);
  } catch (error) {
    throw badSchema(error instanceof Error ? error.message : String(error), error);
  } finally {
    ajv.removeSchema(bare); // else every schema stays for ever, and two with one $id clash
  }
  return (value) => {
    try {
      return validate(value) ? null : describe(validate.errors ?? []);
    } catch {
      return '(root) is nested too deeply'; // a recursive schema recurses as deep as the value
    }
  };
}

function describe(errors: readonly ErrorObject[]): string {
  const distinct = [...new Set(errors.map(describeProblem))];
  const more = distinct.length - MAX_PROBLEMS;
  return distinct.slice(0, MAX_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** Where, what was expected, and what was there instead. */
function describeProblem({ instancePath, message, params, keyword, data }: ErrorObject): string {
  const place = instancePath === '' ? '(root)' : clip(instancePath, 120);
  return `${place} ${clip(message ?? 'is not valid', 200)}${expected(keyword, params)}${got(keyword, data)}`;
}

function expected(keyword: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case 'enum':
      return ` (${clip(JSON.stringify(params['allowedValues']) ?? '', 200)})`;
    case 'const':
      return ` (${clip(JSON.stringify(params['allowedValue']) ?? '', 200)})`;
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = params['additionalProperty'] ?? params['unevaluatedProperty'];
      return typeof name === 'string' ? ` (${clip(JSON.stringify(name), 80)})` : '';
    }
    default:
      return '';
  }
}

/** A value itself where it is short; of an object or an array only what it is. Not told where a member is missing or too many. */
function got(keyword: string, data: unknown): string {
  if (keyword === 'required' || keyword === 'additionalProperties') return '';
  if (Array.isArray(data)) return `, got an array of ${data.length}`;
  if (typeof data === 'object' && data !== null) return ', got an object';
  return data === undefined ? '' : `, got ${clip(JSON.stringify(data), 60)}`;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function badSchema(problem: string, cause?: unknown): JackdawError {
  const message = `The schema is not valid JSON Schema (draft 2020-12): ${problem}. Correct it and ask again.`;
  return new JackdawError('invalid_request', message, cause === undefined ? {} : { cause });
}
