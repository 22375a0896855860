import type { IncomingHttpHeaders } from 'node:http';
import { JackdawError, type Passage } from '@jackdaw/core';
import { HOPS_HEADER } from '../../provider/hops-header.ts';

/** Daemons that a request may pass: a base URL that leads back here would send it round for ever. */
const MOST_HOPS = 3;

/** What a request without a version is sent with: a `curl` of one line works, and every server knows this one. */
const DEFAULT_VERSION = '2023-06-01';

/** What may change the answer. Credentials and what only concerns this connection stay here. */
export function forwardedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = { 'anthropic-version': DEFAULT_VERSION };
  for (const name in headers) {
    if (!name.startsWith('anthropic-')) continue;
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}

/** How a tool sends its key, which is our token here. */
export function keyHeaderOf(headers: IncomingHttpHeaders): Passage['keyHeader'] {
  if (headers['x-api-key'] !== undefined) return 'x-api-key';
  return headers.authorization === undefined ? null : 'bearer';
}

/** How many daemons a request has passed. Throws `invalid_request` where it goes round. */
export function hopsOf(headers: IncomingHttpHeaders): number {
  const hops = Number(headers[HOPS_HEADER] ?? 0);
  if (hops >= MOST_HOPS) throw goesRound();
  return Number.isSafeInteger(hops) && hops > 0 ? hops : 0;
}

function goesRound(): JackdawError {
  return new JackdawError(
    'invalid_request',
    "The request goes round: the daemon's own base URL leads back to it. Set baseUrl in the config file, or start the daemon without ANTHROPIC_BASE_URL.",
  );
}
