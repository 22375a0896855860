import type { ServerResponse } from 'node:http';
import { toWireError, toJackdawError } from '@jackdaw/core';
import { apiError } from './api-error.ts';

/** Whatever was thrown, in the API's own shape. Nothing where the answer has begun: then its reader sees it end too soon. */
export function replyFailure(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) return void response.destroy();
  const { status, headers, body } = apiError(toWireError(toJackdawError(thrown)), null);
  replyText(response, status, headers, body);
}

export function replyText(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.length,
  });
  response.end(body);
}
