import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { JackdawError, LIMITS } from '@jackdaw/core/protocol';
import { readTextFile } from './read-attachment.ts';

/**
 * A JSON Schema from a file; comments and trailing commas are allowed, as in the config. What the schema itself says is
 * judged by the daemon, before it asks anybody. Throws `invalid_request` that names the file and the line.
 */
export async function readSchema(file: string, cwd: string): Promise<Record<string, unknown>> {
  const text = (await readTextFile(file, cwd)).replace(/^\uFEFF/, '');
  const value = parseSchema(file, text);
  if (isRecord(value)) return value;
  throw new JackdawError(
    'invalid_request',
    `${file} is not a JSON Schema: an object is expected, like {"type": "object", …}.`,
  );
}

function parseSchema(file: string, text: string): unknown {
  if (text.length > 4 * LIMITS.maxSchemaCharacters) {
    throw new JackdawError(
      'too_large',
      `${file} has ${text.length} characters; a schema may have ${LIMITS.maxSchemaCharacters}. Ask for less at once.`,
    );
  }
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text, errors, { allowTrailingComma: true });
  } catch (error) {
    throw new JackdawError(
      'too_large',
      `${file} is nested too deeply for a JSON Schema. Flatten it, with "$defs".`,
      {
        cause: error,
      },
    );
  }
  const [first] = errors;
  if (first === undefined) return value;
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const problem = printParseErrorCode(first.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  throw new JackdawError(
    'invalid_request',
    `${file} is not JSON: ${problem} at line ${before.length}, column ${column}.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
