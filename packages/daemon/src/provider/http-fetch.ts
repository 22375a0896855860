import type { IncomingMessage } from 'node:http';
import { bodyOf } from './body-of.ts';
import { MOST_BYTES, MOST_ERROR_BYTES } from './endless.ts';
import { createHttpRequest, type HttpRequest } from './http-request.ts';

/** The part of `fetch` that the SDK uses. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` on `node:http`, because Node's own ends every body after 300 s without a byte (a model may think longer
 * without a ping), follows redirects with the key in its hand, and costs several times more for each byte.
 * Aborting closes the connection at once. Statuses of redirects are handed on. Bodies are not decompressed: none is asked for.
 * A body fails with `upstream_error` beyond 64 MiB, that of an error beyond 1 MiB.
 */
export function createHttpFetch(request: HttpRequest = createHttpRequest()): Fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = init.body ?? '';
    if (typeof body !== 'string') throw new TypeError('This fetch sends text only.');
    const { message, onDone } = await request(url, {
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body,
      signal: init.signal,
    });
    return toResponse(message, onDone);
  };
}

function toResponse(message: IncomingMessage, onEnd: () => void): Response {
  const headers = headersOf(message);
  const status = message.statusCode ?? 502;
  const bodyless = status === 204 || status === 205 || status === 304;
  if (bodyless) message.resume();
  const mostBytes = status >= 200 && status < 300 ? MOST_BYTES : MOST_ERROR_BYTES;
  return new Response(bodyless ? null : bodyOf(message, mostBytes, onEnd), { status, headers });
}

export function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return headers;
}
