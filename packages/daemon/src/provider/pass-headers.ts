import type { Passage } from '@jackdaw/core';
import type { HeaderMode } from './client-cache.ts';
import { HOPS_HEADER } from './hops-header.ts';

/** What goes along with a tool's request: its own headers as far as they matter, and our key in the place of the tool's. */
export function requestHeaders(
  { headers, keyHeader, hops, stream }: Pick<Passage, 'headers' | 'keyHeader' | 'hops' | 'stream'>,
  apiKey: string | null,
  mode: HeaderMode,
): Record<string, string> {
  return {
    accept: stream ? 'text/event-stream' : 'application/json',
    'content-type': 'application/json',
    [HOPS_HEADER]: String(hops + 1),
    ...headers,
    ...keyHeaders(apiKey, mode === 'bearer' && keyHeader !== null ? keyHeader : mode),
  };
}

function keyHeaders(apiKey: string | null, mode: HeaderMode): Record<string, string> {
  if (apiKey === null) return {};
  return {
    ...(mode === 'bearer' ? {} : { 'x-api-key': apiKey }),
    ...(mode === 'x-api-key' ? {} : { authorization: `Bearer ${apiKey}` }),
  };
}

const TOLD: readonly string[] = ['content-type', 'request-id', 'retry-after', 'retry-after-ms'];

/** What of a response's headers the tool is told. */
export function toldHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (TOLD.includes(name) || name.startsWith('anthropic-')) told[name] = value;
  }
  return told;
}
