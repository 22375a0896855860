import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { JackdawError } from '../errors/index.ts';
import type { JsonObject } from '../turn/chat-request.ts';

/** The first few problems of a value, by path; null where it is valid. */
export type SchemaCheck = (value: unknown) => string | null;

const MAX_PROBLEMS = 3;
/** Schemas kept compiled. A script asks with one schema again and again; each request brings a new object of it. */
const MAX_COMPILED = 100;

/**
 * Not strict: words that JSON Schema does not know are annotations. Formats are not checked (the models' own
 * enforcement does not either).
 */
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
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
  const problems = errors.map(({ instancePath, message, params, keyword }) => {
    const values: unknown = keyword === 'enum' ? params['allowedValues'] : undefined;
    const detail = values === undefined ? '' : ` (${JSON.stringify(values)})`;
    return `${instancePath === '' ? '(root)' : instancePath} ${message ?? 'is not valid'}${detail}`;
  });
  const distinct = [...new Set(problems)];
  const more = distinct.length - MAX_PROBLEMS;
  return distinct.slice(0, MAX_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function badSchema(problem: string, cause?: unknown): JackdawError {
  const message = `The schema is not valid JSON Schema (draft 2020-12): ${problem}. Correct it and ask again.`;
  return new JackdawError('invalid_request', message, cause === undefined ? {} : { cause });
}
