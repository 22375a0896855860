import {
  Agent as HttpAgent,
  request as httpRequest,
  type AgentOptions,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { upstreamProxy, type UpstreamProxy } from './upstream-proxy.ts';

/** Milliseconds to make a connection, as in Node's own fetch. */
const CONNECT_MS = 10_000;

export interface HttpRequestOptions {
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are looked up; default: no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface HttpCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * One request over a connection that is kept for the next, and the response as soon as its headers are here. Redirects are
 * handed on, not followed: with them the key would go elsewhere. Aborting closes the connection at once, also while the
 * body is read; `onDone` of the result ends the watch. Rejects with the system's error, whose code says what failed.
 */
export type HttpRequest = (url: URL, call: HttpCall) => Promise<HttpReply>;

export interface HttpReply {
  readonly message: IncomingMessage;
  /** To be called when nothing more of the body is wanted; more than once does nothing. */
  readonly onDone: () => void;
}

export function createHttpRequest({ env = {} }: HttpRequestOptions = {}): HttpRequest {
  const proxy = upstreamProxy(env);
  const direct = createAgents({});
  const proxied = proxy.proxyEnv === undefined ? direct : createAgents({ proxyEnv: { ...proxy.proxyEnv } });
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const request = (secure ? httpsRequest : httpRequest)(url, {
        agent: (proxy.isDirect(url) ? direct : proxied)[secure ? 'https:' : 'http:'],
        method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
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
      request.once('response', (message) => resolve({ message, onDone: forget }));
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
