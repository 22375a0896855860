import {
  Agent as HttpAgent,
  request as httpRequest,
  type AgentOptions,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { upstreamProxy, type UpstreamProxy } from './upstream-proxy.ts';
import { bodyOf } from './body-of.ts';

/** The part of `fetch` that the SDK uses. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Milliseconds to make a connection, as in Node's own fetch. */
const CONNECT_MS = 10_000;

/** Bytes of an answer: the longest that a model gives is a tenth of it. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Bytes of what is no answer: the reason why there is none. */
const MOST_ERROR_BYTES = 1024 * 1024;

export interface HttpFetchOptions {
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are looked up; default: no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * `fetch` on `node:http`, because Node's own ends every body after 300 s without a byte (a model may think longer
 * without a ping), follows redirects with the key in its hand, and costs several times more for each byte.
 * Aborting closes the connection at once. Statuses of redirects are handed on. Bodies are not decompressed: none is asked for.
 * A body fails with `upstream_error` beyond 64 MiB, that of an error beyond 1 MiB.
 */
export function createHttpFetch({ env = {} }: HttpFetchOptions = {}): Fetch {
  const proxy = upstreamProxy(env);
  const direct = createAgents({});
  const proxied = proxy.proxyEnv === undefined ? direct : createAgents({ proxyEnv: { ...proxy.proxyEnv } });
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const secure = url.protocol === 'https:';
      const { signal } = init;
      const body = init.body ?? '';
      if (typeof body !== 'string') throw new TypeError('This fetch sends text only.');
      const request = (secure ? httpsRequest : httpRequest)(url, {
        agent: (proxy.isDirect(url) ? direct : proxied)[secure ? 'https:' : 'http:'],
        method: init.method ?? 'GET',
        headers: {
          ...Object.fromEntries(new Headers(init.headers)),
          'content-length': String(Buffer.byteLength(body)),
        },
      });
      const onAbort = () => request.destroy(new DOMException('This operation was aborted', 'AbortError'));
      const forget = () => signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted === true) onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });

      let connected = false;
      const connecting = setTimeout(() => request.destroy(noConnection('ETIMEDOUT')), CONNECT_MS);
      const onConnect = () => {
        connected = true;
        clearTimeout(connecting);
      };
      request.once('socket', (socket) => {
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', onConnect);
        else onConnect();
      });
      request.once('response', (response) => resolve(toResponse(response, forget)));
      // The listener stays for good: an error after the response was taken over must not end the process.
      request.on('error', (error) => {
        clearTimeout(connecting);
        forget();
        reject(connected || error.name === 'AbortError' ? error : whyNoConnection(error, url, proxy));
      });
      request.end(body);
    });
}

function createAgents(options: Pick<AgentOptions, 'proxyEnv'>) {
  return {
    'http:': new HttpAgent({ keepAlive: true, ...options }),
    'https:': new HttpsAgent({ keepAlive: true, ...options }),
  };
}

function whyNoConnection(error: Error, url: URL, proxy: UpstreamProxy): Error {
  return proxy.failure(url, error) ?? noConnection(codeOf(error));
}

/** The code alone: the SDK takes any error that speaks of a timeout for a server that is slow to answer. */
function noConnection(code: string): Error {
  return Object.assign(new Error('No connection was made.'), { code });
}

/** A host with several addresses fails with one error for each. */
function codeOf(error: Error): string {
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [];
  const told = first instanceof Error ? first : error;
  return 'code' in told && typeof told.code === 'string' ? told.code : '';
}

function toResponse(message: IncomingMessage, onEnd: () => void): Response {
  const headers = new Headers();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
  }
  const status = message.statusCode ?? 502;
  const bodyless = status === 204 || status === 205 || status === 304;
  if (bodyless) message.resume();
  const mostBytes = status >= 200 && status < 300 ? MOST_BYTES : MOST_ERROR_BYTES;
  return new Response(bodyless ? null : bodyOf(message, mostBytes, onEnd), { status, headers });
}
