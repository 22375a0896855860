import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { JackdawError } from '../errors/index.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { JsonObject } from '../turn/json-object.ts';
import { unbounded, type Bound } from './bound.ts';
import { schemaFault } from './schema-faults.ts';

/** The first few problems of a value: path, what is expected, what is there; at most 1,500 characters. Null where it is valid. */
export type SchemaCheck = (value: unknown) => string | null;

const MAX_PROBLEMS = 3;
/** Schemas kept compiled. A script asks with one schema again and again; each request brings a new object of it. */
const MAX_COMPILED = 100;

/**
 * Compiles schemas one after the other. Null until the first, and while one is compiled: what is ended in its midst
 * (`Bound`) leaves behind a compiler that fails for every schema after it.
 */
let compiler: Ajv2020 | null = null;
const compiled = new Map<string, SchemaCheck>();

/**
 * Makes what compiles schemas, in some 100 ms, where there is none. Called ahead of work that is bounded: to read JSON
 * Schema's own schema takes its time once, on a busy machine more than a caller's schema may take.
 */
export function readyCompiler(): Ajv2020 {
  if (compiler !== null) return compiler;
  // Not strict: words that JSON Schema does not know are annotations. Formats are not checked (the models' own
  // enforcement does not either).
  const made = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
    verbose: true,
  });
  void made.validateSchema({});
  compiler = made;
  return made;
}

/**
 * Refuses what is not a JSON Schema (draft 2020-12) with `invalid_request` and the place of the fault as a JSON pointer,
 * `#/properties/score/type`, and what takes longer than `bound` allows; with `too_large` what is beyond the protocol's
 * bounds.
 */
export function checkSchema(schema: JsonObject, bound: Bound = unbounded): void {
  readyCompiler();
  bound(
    () => compileSchema(schema),
    () => badSchema('to look at the smallest value takes it too long; its references may branch without end'),
  );
}

/** Throws as `checkSchema` does. The same schema, by content, is compiled once. */
export function compileSchema(schema: JsonObject): SchemaCheck {
  const key = keyOf(schema);
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

function keyOf(schema: JsonObject): string {
  if (isDeeper(schema, LIMITS.maxJsonDepth)) {
    throw new JackdawError(
      'too_large',
      `The schema is nested deeper than ${LIMITS.maxJsonDepth} levels. Flatten it, with "$defs".`,
    );
  }
  const key = JSON.stringify(schema);
  if (key.length > LIMITS.maxSchemaCharacters) {
    throw new JackdawError(
      'too_large',
      `The schema has ${key.length} characters, more than the ${LIMITS.maxSchemaCharacters} that one may have. Ask for less at once.`,
    );
  }
  return key;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

const ENDLESS = 'a "$ref" leads back to itself without taking in any of the value';

function compile(schema: JsonObject): SchemaCheck {
  // Schemas of older drafts say so here; what they share with 2020-12 is all that is in common use.
  const { $schema: _, ...bare } = schema;
  const ajv = readyCompiler();
  compiler = null;
  let validate: ValidateFunction;
  try {
    if (ajv.validateSchema(bare) !== true) throw badSchema(describeFaults(ajv.errors ?? []));
    const fault = schemaFault(bare);
    if (fault !== null) throw badSchema(fault);
    validate = compileWith(ajv, bare);
  } finally {
    compiler = ajv; // not reached by what is ended in its midst
  }
  if (isEndless(validate)) throw badSchema(ENDLESS);
  return (value) => {
    try {
      return validate(value) ? null : describe(validate.errors ?? []);
    } catch {
      return '(root) is nested too deeply'; // a recursive schema recurses as deep as the value
    }
  };
}

function compileWith(ajv: Ajv2020, schema: JsonObject): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (error) {
    if (error instanceof RangeError) throw badSchema(ENDLESS, error);
    throw badSchema(error instanceof Error ? error.message : String(error), error);
  } finally {
    ajv.removeSchema(schema); // else every schema stays for ever, and two with one $id clash
  }
}

/** Whether even the smallest value is looked at without end. */
function isEndless(validate: ValidateFunction): boolean {
  try {
    validate(null);
    return false;
  } catch {
    return true;
  }
}

/** Faults of a schema, one a place: of the ways to be right that the meta-schema lists, the one with the words to choose from. */
function describeFaults(errors: readonly ErrorObject[]): string {
  const places = Map.groupBy(errors, ({ instancePath }) => instancePath);
  const telling = [...places.values()].flatMap(
    (of) => of.find(({ keyword }) => keyword === 'enum') ?? of.slice(0, 1),
  );
  return describe(telling.map((error) => ({ ...error, instancePath: `#${error.instancePath}` })));
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
