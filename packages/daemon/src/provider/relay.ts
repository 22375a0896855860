import { APIConnectionError } from '@anthropic-ai/sdk';
import type { Passage, Upstream } from '@jackdaw/core';
import { normaliseBaseUrl } from './base-url.ts';
import { classifyError } from './classify-error.ts';
import type { HeaderMode } from './client-cache.ts';
import { credentialsOf } from './credentials-of.ts';
import { MOST_ERROR_BYTES } from './endless.ts';
import type { StartExchange } from './exchange.ts';
import { requestHeaders, toldHeaders } from './pass-headers.ts';
import { readWhole } from './read-reply.ts';
import { redact } from './redact.ts';

export interface RelayCall {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body: string;
  readonly headers: Pick<Passage, 'headers' | 'keyHeader' | 'hops' | 'stream'>;
}

export interface RelayReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A question beside the answers (`count_tokens`, `models`), handed on as it came: it costs nothing and is on no record.
 * Whatever the upstream says is the reply; throws a `JackdawError` where it says nothing, on abort `signal.reason`.
 */
export type Relay = (call: RelayCall, upstream: Upstream, signal: AbortSignal) => Promise<RelayReply>;

/** Milliseconds for the whole reply. */
const PATIENCE_MS = 30_000;

export function createRelay(startExchange: StartExchange, headerMode: HeaderMode, now: () => number): Relay {
  return async ({ method, path, body, headers }, upstream, signal) => {
    signal.throwIfAborted();
    const { apiKey, baseUrl } = credentialsOf(upstream);
    const url = new URL(normaliseBaseUrl(baseUrl) + path);
    const exchange = startExchange(url, {
      method,
      headers: requestHeaders(headers, apiKey, headerMode),
      body,
    });
    const either = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const onAbort = () => exchange.destroy(new DOMException('This operation was aborted', 'AbortError'));
    either.addEventListener('abort', onAbort, { once: true });
    try {
      const reply = await exchange.reply.catch((cause: unknown) => {
        throw new APIConnectionError(cause instanceof Error ? { cause } : {});
      });
      const bytes = await readWhole(reply.body, { stallMs: PATIENCE_MS, mostBytes: MOST_ERROR_BYTES });
      const text = bytes.toString();
      return {
        status: reply.status,
        headers: toldHeaders(reply.headers),
        body: reply.status < 400 ? text : redact(text, [apiKey]),
      };
    } catch (error) {
      signal.throwIfAborted();
      const facts = {
        host: url.host,
        model: '',
        secrets: [apiKey],
        connectTimeoutMs: PATIENCE_MS,
        now: now(),
      };
      throw classifyError(error, facts);
    } finally {
      either.removeEventListener('abort', onAbort);
    }
  };
}
