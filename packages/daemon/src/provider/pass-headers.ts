import type { Passage } from '@jackdaw/core';
import type { HeaderMode } from './client-cache.ts';
import { HOPS_HEADER } from './hops-header.ts';

/** What goes along with a tool's request: its own headers as far as they matter, and our key in the place of the tool's. */
export function requestHeaders(
  { headers, keyHeader, hops, stream }: Pick<Passage, 'headers' | 'keyHeader' | 'hops' | 'stream'>,
  apiKey: string | null,
  mode: HeaderMode,
): Record<string, string> {
  const sent: Record<string, string> = {
    accept: stream ? 'text/event-stream' : 'application/json',
    'content-type': 'application/json',
    [HOPS_HEADER]: String(hops + 1),
  };
  Object.assign(sent, headers);
  if (apiKey === null) return sent;
  const keyMode = mode === 'bearer' && keyHeader !== null ? keyHeader : mode;
  if (keyMode !== 'bearer') sent['x-api-key'] = apiKey;
  if (keyMode !== 'x-api-key') sent['authorization'] = `Bearer ${apiKey}`;
  return sent;
}

const TOLD: readonly string[] = ['content-type', 'request-id', 'retry-after', 'retry-after-ms'];

/** What of a response's headers the tool is told. */
export function toldHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const told: Record<string, string> = {};
  for (const name in headers) {
    if (!TOLD.includes(name) && !name.startsWith('anthropic-')) continue;
    const value = headers[name];
    if (value !== undefined) told[name] = value;
  }
  return told;
}
