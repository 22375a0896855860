import type { IncomingHttpHeaders } from 'node:http';
import type { Passage } from '@jackdaw/core';

/** What may change the answer. Credentials and what only concerns this connection stay here. */
export function forwardedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('anthropic-') && typeof value === 'string') kept[name] = value;
  }
  return kept;
}

/** How a tool sends its key, which is our token here. */
export function keyHeaderOf(headers: IncomingHttpHeaders): Passage['keyHeader'] {
  if (headers['x-api-key'] !== undefined) return 'x-api-key';
  return headers.authorization === undefined ? null : 'bearer';
}
