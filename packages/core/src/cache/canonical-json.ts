import { JackdawError } from '../errors/index.ts';

/** Deeper than any real schema or tool input, and well short of the stack: cycles end here too. */
const MAX_DEPTH = 200;

/** Fields that are put in order one by one. */
const FEW = 16;

/**
 * One text per JSON value: object keys sorted at every depth, fields that are `undefined` left out, arrays in order.
 * Two values have the same text exactly where JSON holds them for equal (so -0 is 0). Lone surrogates are escaped, so
 * that the text survives UTF-8. Throws `invalid_request` on what JSON cannot hold: NaN, infinities, `undefined` in an
 * array, functions, bigints, dates and other instances of classes, nesting beyond 200. `without` names a field of the
 * outermost object that is left out too.
 */
export function canonicalJson(value: unknown, without?: string): string {
  return textOfValue(value, 0, without);
}

function textOfValue(value: unknown, depth: number, without?: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw refusal(`the number ${value}`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) throw refusal(`nesting deeper than ${MAX_DEPTH} levels`);
      return Array.isArray(value) ? textOfArray(value, depth + 1) : textOfObject(value, depth + 1, without);
    default:
      throw refusal(`a value of type ${typeof value}`);
  }
}

function textOfArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  // By index, so that a hole is met as `undefined` and refused.
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += textOfValue(values[index], depth);
  }
  return `${text}]`;
}

function textOfObject(value: object, depth: number, without?: string): string {
  if (!isPlain(value)) throw refusal(`an instance of ${value.constructor.name}`);
  let text = '{';
  for (const key of sortedKeys(value)) {
    const field = value[key];
    if (field === undefined || key === without) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${textOfValue(field, depth)}`;
  }
  return `${text}}`;
}

/** By code units. Most objects have few fields, and for these the engine's own sort takes more room than all the rest. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  if (keys.length > FEW) return keys.toSorted();
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] ?? '';
    let place = next;
    for (let before = keys[place - 1]; before !== undefined && before > key; before = keys[place - 1]) {
      keys[place] = before;
      place -= 1;
    }
    keys[place] = key;
  }
  return keys;
}

/** Dates, maps, byte arrays have no fields of their own: read as plain objects they would all be the same `{}`. */
function isPlain(value: object): value is { readonly [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refusal(what: string): JackdawError {
  return new JackdawError(
    'invalid_request',
    `The request holds ${what}, which JSON cannot express. Leave it out.`,
  );
}
