import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 400 | 403 | 413 | 421;
  readonly message: string;
}

export interface RequestGuardOptions {
  readonly allowedOrigins: readonly string[];
  /** Whether what is asked for may have a body. */
  readonly takesBody: boolean;
}

export type GuardedRequest = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>;

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;
/** Headers that decide who may come in. Of a repeated one Node keeps the first; what stands before us may keep another. */
const ONCE: readonly string[] = ['host', 'origin', 'authorization', 'x-api-key', 'upgrade'];

/**
 * Keeps web pages out: a browser sends `Origin` with every WebSocket, and a page that had its own name resolve to
 * this machine sends that name as `Host`. Refuses what has two readings. Null where the request may come in.
 */
export function guardRequest(request: GuardedRequest, options: RequestGuardOptions): Refusal | null {
  return refuseAmbiguous(request, options) ?? refuseForeign(request, options);
}

function refuseAmbiguous(
  { headers, rawHeaders, url = '' }: GuardedRequest,
  { takesBody }: RequestGuardOptions,
): Refusal | null {
  const repeated = repeatedOnce(headers, rawHeaders);
  if (repeated !== undefined) return { status: 400, message: `The header ${repeated} came more than once.` };
  if (!url.startsWith('/')) {
    return { status: 400, message: 'The request names a whole address or none. Send its path alone.' };
  }
  // A body that nobody reads would be the start of the next request, or of the WebSocket.
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers;
  if (!takesBody && (encoding !== undefined || !/^0+$/.test(length))) {
    return { status: 413, message: 'No address here takes a body. Send the request without one.' };
  }
  return null;
}

/** Nothing is looked up where as many names were read as were sent, which is nearly always. */
function repeatedOnce(headers: GuardedRequest['headers'], rawHeaders: readonly string[]): string | undefined {
  if (2 * Object.keys(headers).length === rawHeaders.length) return undefined;
  const names = rawHeaders.filter((_, place) => place % 2 === 0).map((name) => name.toLowerCase());
  return ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
}

function refuseForeign({ headers }: GuardedRequest, { allowedOrigins }: RequestGuardOptions): Refusal | null {
  const { host, origin } = headers;
  if (!LOOPBACK_HOST.test(host ?? '')) {
    return {
      status: 421,
      message: 'Use the address of daemon.json: the daemon answers under loopback names only.',
    };
  }
  if (origin !== undefined && !allowedOrigins.includes(origin)) {
    return {
      status: 403,
      message: 'Web pages may not connect. Allow an origin with daemon.allowedOrigins in the config file.',
    };
  }
  return null;
}
