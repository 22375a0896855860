import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import {
  JackdawError,
  leanMessage,
  type Clock,
  type ContentBlock,
  type ModelCall,
  type Passage,
  type ProviderEvent,
} from '@jackdaw/core';
import type { IncomingMessage } from 'node:http';
import type { Log } from '../log/index.ts';
import { normaliseBaseUrl } from './base-url.ts';
import { classifyError } from './classify-error.ts';
import type { HeaderMode } from './client-cache.ts';
import { credentialsOf } from './credentials-of.ts';
import { MOST_BYTES, MOST_ERROR_BYTES } from './endless.ts';
import { readEvent } from './event-stream.ts';
import { headersOf } from './http-fetch.ts';
import type { HttpReply, HttpRequest } from './http-request.ts';
import { isObject } from './json-object.ts';
import { MessageAccumulator } from './message-accumulator.ts';
import { notMessagesApi } from './not-messages-api.ts';
import { requestHeaders, toldHeaders } from './pass-headers.ts';
import { readRateLimits } from './rate-limits.ts';
import { readReply, readWhole } from './read-reply.ts';
import { redact } from './redact.ts';
import { EventReader } from './server-sent-events.ts';
import { readMessage } from './whole-message.ts';

export interface PassThroughOptions {
  readonly request: HttpRequest;
  /** Milliseconds without a byte of the answer. */
  readonly stallMs: number;
  /** Milliseconds until the response's headers. */
  readonly connectTimeoutMs: number;
  readonly headerMode: HeaderMode;
  readonly log: Pick<Log, 'debug'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Milliseconds that a server has to end its response after the answer has ended. */
const LAST_BYTES_MS = 1_000;

const NO_BYTES = new Uint8Array();

/**
 * One attempt of a tool's own request: sent as it came, and its answer handed on byte for byte, while a copy is read for
 * what the books, the cache and the gate must know. Throws like every provider; how the upstream turned the request away is
 * told by `passage-refusal` before that.
 */
export function createPassThrough(options: PassThroughOptions) {
  const { request, stallMs, connectTimeoutMs, headerMode, log, clock } = options;

  return async function* pass(
    call: ModelCall,
    passage: Passage,
    signal: AbortSignal,
  ): AsyncGenerator<ProviderEvent, void, void> {
    signal.throwIfAborted();
    const { apiKey, baseUrl } = credentialsOf(call.upstream);
    const url = new URL(`${normaliseBaseUrl(baseUrl)}/v1/messages`);
    const { host } = url;
    const connection = new AbortController();
    const onAbort = () => connection.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    let reply: HttpReply | null = null;
    try {
      reply = await send(url, call, passage, apiKey, connection);
      const { message } = reply;
      const limits = readRateLimits({ get: (name) => valueOf(message, name) });
      if (limits !== null) yield { type: 'rate-limits', limits };
      const status = message.statusCode ?? 502;
      if (status < 200 || status > 299) yield* refuse(message, status, apiKey);
      else if (/\bjson\b/.test(message.headers['content-type'] ?? '')) yield* await readAnswer(message, host);
      else yield* passEvents(message, host);
    } catch (error) {
      signal.throwIfAborted();
      const facts = { host, model: call.model, secrets: [apiKey], connectTimeoutMs, now: clock.now() };
      const classified = classifyError(error, facts);
      log.debug(
        { host, model: call.model, code: classified.code, status: classified.status },
        'A call failed.',
      );
      throw classified;
    } finally {
      signal.removeEventListener('abort', onAbort);
      reply?.onDone();
      if (reply?.message.readableEnded !== true) connection.abort();
    }
  };

  /** Throws `APIConnectionError`, of which the classifier knows what to tell. */
  async function send(
    url: URL,
    { model }: ModelCall,
    passage: Passage,
    apiKey: string | null,
    connection: AbortController,
  ): Promise<HttpReply> {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      connection.abort();
    }, connectTimeoutMs);
    try {
      return await request(url, {
        method: 'POST',
        headers: requestHeaders(passage, apiKey, headerMode),
        body: model === passage.body['model'] ? passage.text : JSON.stringify({ ...passage.body, model }),
        signal: connection.signal,
      });
    } catch (error) {
      if (late) throw new APIConnectionTimeoutError();
      throw new APIConnectionError(error instanceof Error ? { cause: error } : {});
    } finally {
      clearTimeout(patience);
    }
  }

  async function* refuse(
    message: IncomingMessage,
    status: number,
    apiKey: string | null,
  ): AsyncGenerator<ProviderEvent, never, void> {
    const text = (await readWhole(message, { stallMs, mostBytes: MOST_ERROR_BYTES })).toString();
    const body = parse(text);
    // A page of some proxy on the way says nothing that a tool could read.
    if (isObject(body) && isObject(body['error'])) {
      yield { type: 'passage-refusal', status, headers: toldHeaders(message), body: redact(text, [apiKey]) };
    }
    throw APIError.generate(status, isObject(body) ? body : undefined, undefined, headersOf(message));
  }

  async function readAnswer(message: IncomingMessage, host: string): Promise<readonly ProviderEvent[]> {
    const bytes = await readWhole(message, { stallMs, mostBytes: MOST_BYTES });
    const read = readMessage(bytes.toString());
    if (read === null) throw notMessagesApi(host);
    const { model, usage, stopReason, explanation, ...answer } = read;
    return [
      { type: 'response-start', model, requestId: valueOf(message, 'request-id') },
      ...(usage === null ? [] : [{ type: 'usage-update', usage, whole: true } as const]),
      { type: 'passage-head', headers: toldHeaders(message) },
      { type: 'passage-bytes', bytes },
      { type: 'passage-answer', ...answer },
      { type: 'response-end', stopReason, ...(explanation === undefined ? {} : { explanation }) },
    ];
  }

  async function* passEvents(
    message: IncomingMessage,
    host: string,
  ): AsyncGenerator<ProviderEvent, void, void> {
    const headers = () => headersOf(message);
    const reader = new EventReader();
    const accumulator = new MessageAccumulator(host, valueOf(message, 'request-id'));
    const blocks: ContentBlock[] = [];
    let text = '';
    const held: Buffer[] = [];
    let begun = false;
    let end: ProviderEvent | null = null;
    let lastBytes: NodeJS.Timeout | undefined;
    try {
      // Piece by piece until something is told: what failed before can be tried again.
      for await (const bytes of readReply(message, { stallMs, mostBytes: MOST_BYTES }, () => begun)) {
        const isTold = begun;
        if (isTold) {
          yield { type: 'passage-bytes', bytes };
          // The tool has them before the copy is read.
          await nextRound();
        }
        let failure: Error | null = null;
        try {
          for (const event of end === null ? reader.take(bytes) : []) {
            for (const told of accumulator.take(readEvent(event, headers))) {
              if (told.type === 'text-delta') text += told.text;
              else if (told.type === 'content-block') blocks.push(told.block);
              else if (told.type === 'response-end') end = told;
              else if (told.type !== 'thinking-delta') yield told;
            }
          }
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
        }
        // What begins with a failure can be tried again, as long as nobody has seen it.
        if (failure !== null && !begun) throw failure;
        if (!begun && accumulator.hasBegun) {
          begun = true;
          yield { type: 'passage-head', headers: toldHeaders(message) };
          for (const early of held) yield { type: 'passage-bytes', bytes: early };
        }
        const failed = failure instanceof APIError ? { failed: true } : {};
        if (!begun) held.push(bytes);
        else if (!isTold) yield { type: 'passage-bytes', bytes, ...failed };
        else if (failed.failed === true) yield { type: 'passage-bytes', bytes: NO_BYTES, ...failed };
        if (failure !== null) throw failure;
        if (end !== null) lastBytes ??= setTimeout(() => message.destroy(), LAST_BYTES_MS);
      }
    } catch (error) {
      if (end === null) throw error;
    } finally {
      clearTimeout(lastBytes);
    }
    if (end === null) {
      if (!begun) throw notMessagesApi(host);
      throw new JackdawError('interrupted', `${host} ended the answer before it was whole. Try again.`);
    }
    yield { type: 'passage-answer', text, blocks, message: leanMessage(accumulator.message, text) };
    yield end;
  }
}

/** Resolves when the event loop has come round: what was written before is on its way then. */
function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function valueOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
