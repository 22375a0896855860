import { createDirectExchange } from './direct-exchange.ts';
import { createHttpRequest, type HttpRequest } from './http-request.ts';
import { createProxiedExchange } from './proxied-exchange.ts';
import { upstreamProxy } from './upstream-proxy.ts';

export interface ExchangeCall {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A response as soon as its headers are here. */
export interface Reply {
  readonly status: number;
  /** Names in small letters; of a name that comes several times, its values with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReplyBody;
}

export interface ReplyBody {
  /**
   * Hands over every piece as it comes, and resolves at the end. Rejects with what `onChunk` throws, which hears no more
   * then, or with the connection's error. To be called once.
   */
  read(onChunk: (chunk: Buffer) => void): Promise<void>;
  /** Whether its end has come, be it read or not. */
  readonly isWhole: boolean;
  /** Closes the connection at once; whoever reads gets the error. Nothing where the end has come. */
  destroy(error?: Error): void;
}

/** One request, under way. */
export interface Exchange {
  /** Rejects with the system's error, whose code says what failed. */
  readonly reply: Promise<Reply>;
  /** Closes the connection at once, at any stage; the reply, or who reads its body, gets the error. */
  destroy(error: Error): void;
}

/**
 * One request over a connection that is kept for the next. Redirects are handed on, not followed: with them the key would
 * go elsewhere. It has no limits of time but that for making a connection. The URL is not to be changed.
 */
export type StartExchange = (url: URL, call: ExchangeCall) => Exchange;

export interface ExchangeOptions {
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are looked up; default: no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For what may go by a proxy. Default: one for `env`. */
  readonly request?: HttpRequest;
}

/**
 * By undici, in half of the processor time that `node:http` takes. Where a proxy is named, all that leaves this machine
 * goes by `node:http`, which knows how these variables are read and tells a proxy's failures from a server's.
 */
export function createExchange({
  env = {},
  request = createHttpRequest({ env }),
}: ExchangeOptions = {}): StartExchange {
  const proxy = upstreamProxy(env);
  const direct = createDirectExchange();
  if (proxy.proxyEnv === undefined) return direct;
  const proxied = createProxiedExchange(request);
  return (url, call) => (proxy.isDirect(url) ? direct : proxied)(url, call);
}
