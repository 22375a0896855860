import { JackdawError } from '@jackdaw/core/protocol';
import { readTextFile } from './read-attachment.ts';

/** A JSON Schema from a file. Throws `invalid_request` that names the file and what is wrong with it. */
export async function readSchema(file: string, cwd: string): Promise<Record<string, unknown>> {
  const text = await readTextFile(file, cwd);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JackdawError('invalid_request', `${file} is not JSON: ${reason}`, { cause: error });
  }
  if (!isRecord(value)) {
    throw new JackdawError(
      'invalid_request',
      `${file} is not a JSON Schema: an object is expected, like {"type": "object", …}.`,
    );
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
