import { JackdawError } from '@jackdaw/core';
import { scanJson } from '../scan-json.ts';

/** The value of a body. Throws `invalid_request` where it is no JSON, or more of it than is taken. */
export function parseJson(text: string): unknown {
  const { excess, hasPrototypeKey } = scanJson(text);
  if (hasPrototypeKey) throw new JackdawError('invalid_request', 'The body has a field `__proto__`.');
  if (excess !== null) throw new JackdawError('invalid_request', `The body ${excess}.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new JackdawError('invalid_request', `The body is not JSON: ${reason}.`, { cause });
  }
}
