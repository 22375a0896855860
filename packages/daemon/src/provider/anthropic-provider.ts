import { APIError } from '@anthropic-ai/sdk';
import {
  createSystemClock,
  JackdawError,
  type Clock,
  type ModelCall,
  type Provider,
  type TellProvider,
  type UpstreamDirectory,
} from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import { normaliseBaseUrl } from './base-url.ts';
import { classifyError } from './classify-error.ts';
import { createClientCache, type HeaderMode } from './client-cache.ts';
import { createDirectory } from './create-directory.ts';
import { credentialsOf } from './credentials-of.ts';
import { readEvents } from './event-stream.ts';
import { createExchange, type StartExchange } from './exchange.ts';
import { createHttpFetch, type Fetch } from './http-fetch.ts';
import { createHttpRequest, type HttpRequest } from './http-request.ts';
import { MessageAccumulator } from './message-accumulator.ts';
import { notMessagesApi } from './not-messages-api.ts';
import { createPassThrough } from './pass-through.ts';
import { readRateLimits } from './rate-limits.ts';
import { requestBody } from './request-body.ts';
import { watchBodies } from './watch-body.ts';

export interface AnthropicProviderOptions {
  /** Milliseconds without a byte of the answer, pings included, after which the call fails with `stalled`. */
  readonly stallMs: number;
  /** Milliseconds until the response's headers, after which the call fails with `stalled`. A connection gets 10 s of it. */
  readonly connectTimeoutMs: number;
  /** Hears hosts, models and codes, never a key or a prompt. */
  readonly log: Pick<Log, 'debug'>;
  /** How the key is sent. Default `bearer`. */
  readonly headerMode?: HeaderMode;
  /** What passes through goes out by it. Default: without a proxy. */
  readonly startExchange?: StartExchange;
  /** What is asked goes out by it. Default: without a proxy. */
  readonly request?: HttpRequest;
  /** Default: one on `request`, without the limits of Node's own. */
  readonly fetch?: Fetch;
  readonly clock?: Pick<Clock, 'now'>;
}

/** SDK clients kept, one for each key and URL: a person has one or two. */
const CLIENTS = 8;

/** Models behind the Messages API: the vendor's own, or any server that speaks it. */
export function createAnthropicProvider(options: AnthropicProviderOptions): Provider & UpstreamDirectory {
  const { stallMs, connectTimeoutMs, log, headerMode = 'bearer', clock = createSystemClock() } = options;
  const { request = createHttpRequest(), startExchange = createExchange({ request }) } = options;
  const fetch = watchBodies(options.fetch ?? createHttpFetch(request), stallMs);
  const pass = createPassThrough({ startExchange, stallMs, connectTimeoutMs, headerMode, log, clock });
  const clientFor = createClientCache({ headerMode, timeoutMs: connectTimeoutMs, fetch, log, size: CLIENTS });

  async function ask(call: ModelCall, signal: AbortSignal, tell: TellProvider): Promise<void> {
    signal.throwIfAborted();
    const { apiKey, baseUrl } = credentialsOf(call.upstream);
    const url = normaliseBaseUrl(baseUrl);
    const host = new URL(url).host;
    // One for each request: the connection closes with it, whoever leaves first.
    const connection = new AbortController();
    const onAbort = () => connection.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    let events: AsyncGenerator<unknown, void, void> | null = null;
    let whole = false;
    let told = false;
    try {
      const response = await clientFor(apiKey, url)
        .post('/v1/messages', {
          body: requestBody(call),
          headers: { accept: 'text/event-stream', ...betaHeader(call.betas) },
          signal: connection.signal,
          stream: true,
        })
        .asResponse();
      told = true;
      const limits = readRateLimits(response.headers);
      if (limits !== null) tell({ type: 'rate-limits', limits });
      const contentType = response.headers.get('content-type') ?? '';
      if (/\b(html|json)\b/.test(contentType)) throw notMessagesApi(host);
      events = readEvents(response);
      const message = new MessageAccumulator(host, response.headers.get('request-id'));
      // By hand: leaving a `for await` would close a connection that can be used again.
      for (let next = await events.next(); next.done !== true; next = await events.next()) {
        message.take(next.value, (event) => {
          whole ||= event.type === 'response-end';
          tell(event);
        });
        if (whole) return;
      }
      if (!message.hasBegun && !contentType.startsWith('text/event-stream')) throw notMessagesApi(host);
      throw new JackdawError('interrupted', `${host} ended the answer before it was whole. Try again.`);
    } catch (error) {
      signal.throwIfAborted();
      const facts = { host, model: call.model, secrets: [apiKey], connectTimeoutMs, now: clock.now() };
      const classified = classifyError(error, facts);
      log.debug(
        { host, model: call.model, code: classified.code, status: classified.status },
        'A call failed.',
      );
      const limits = error instanceof APIError && error.headers ? readRateLimits(error.headers) : null;
      if (limits !== null && !told) tell({ type: 'rate-limits', limits });
      throw classified;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (whole && events !== null) void readToEnd(events, connection);
      else connection.abort();
    }
  }

  return {
    stream: (call, signal, tell) =>
      call.passage === undefined ? ask(call, signal, tell) : pass(call, call.passage, signal, tell),
    ...createDirectory(clientFor, log),
  };
}

/** Reads what follows a whole answer, so that the connection can be used again; closes it where that takes long. */
async function readToEnd(events: AsyncGenerator, connection: AbortController): Promise<void> {
  const timer = setTimeout(() => connection.abort(), 1000);
  try {
    while ((await events.next()).done !== true);
  } catch {
    // The answer is whole; what happens to its connection afterwards concerns nobody.
  } finally {
    clearTimeout(timer);
  }
}

function betaHeader(betas: readonly string[]): Record<string, string> {
  return betas.length === 0 ? {} : { 'anthropic-beta': betas.join(',') };
}
