import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import {
  JackdawError,
  leanMessage,
  type Clock,
  type ContentBlock,
  type ModelCall,
  type Passage,
  type ProviderEvent,
  type TellProvider,
} from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import { messagesUrl } from './base-url.ts';
import { classifyError } from './classify-error.ts';
import type { HeaderMode } from './client-cache.ts';
import { credentialsOf } from './credentials-of.ts';
import { MOST_BYTES, MOST_ERROR_BYTES } from './endless.ts';
import { readEvent } from './event-stream.ts';
import type { Exchange, Reply, StartExchange } from './exchange.ts';
import { isObject } from './json-object.ts';
import { MessageAccumulator } from './message-accumulator.ts';
import { notMessagesApi } from './not-messages-api.ts';
import { requestHeaders, toldHeaders } from './pass-headers.ts';
import { readRateLimits } from './rate-limits.ts';
import { joined, readReply, readWhole } from './read-reply.ts';
import { redact } from './redact.ts';
import { EventReader } from './server-sent-events.ts';
import { readMessage } from './whole-message.ts';

export interface PassThroughOptions {
  readonly startExchange: StartExchange;
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

/** Nobody reads it: an error of its own for each call would cost its stack. */
const LEFT = new Error('The answer is not wanted any more.');

/**
 * One attempt of a tool's own request: sent as it came, and its answer handed on byte for byte, while a copy is read for
 * what the books, the cache and the gate must know. Throws like every provider; how the upstream turned the request away is
 * told by `passage-refusal` before that.
 */
export function createPassThrough(options: PassThroughOptions) {
  const { startExchange, stallMs, connectTimeoutMs, headerMode, log, clock } = options;

  return async function pass(
    call: ModelCall,
    passage: Passage,
    signal: AbortSignal,
    tell: TellProvider,
  ): Promise<void> {
    signal.throwIfAborted();
    const { apiKey, baseUrl } = credentialsOf(call.upstream);
    const url = messagesUrl(baseUrl);
    const { host } = url;
    const exchange = startExchange(url, {
      method: 'POST',
      headers: requestHeaders(passage, apiKey, headerMode),
      body:
        call.model === passage.body['model']
          ? passage.text
          : JSON.stringify({ ...passage.body, model: call.model }),
    });
    const onAbort = () => exchange.destroy(new DOMException('This operation was aborted', 'AbortError'));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const reply = await answerTo(exchange);
      const { status, headers } = reply;
      const limits = readRateLimits({ get: (name) => headers[name] ?? null });
      if (limits !== null) tell({ type: 'rate-limits', limits });
      if (status < 200 || status > 299) await refuse(reply, apiKey, tell);
      else if (/\bjson\b/.test(headers['content-type'] ?? '')) await passMessage(reply, host, tell);
      else await passEvents(reply, host, tell);
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
      exchange.destroy(LEFT);
    }
  };

  /** Throws `APIConnectionError`, of which the classifier knows what to tell. */
  async function answerTo(exchange: Exchange): Promise<Reply> {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      exchange.destroy(LEFT);
    }, connectTimeoutMs);
    try {
      return await exchange.reply;
    } catch (error) {
      if (late) throw new APIConnectionTimeoutError();
      throw new APIConnectionError(error instanceof Error ? { cause: error } : {});
    } finally {
      clearTimeout(patience);
    }
  }

  async function refuse(
    { status, headers, body: said }: Reply,
    apiKey: string | null,
    tell: TellProvider,
  ): Promise<never> {
    const text = (await readWhole(said, { stallMs, mostBytes: MOST_ERROR_BYTES })).toString();
    const body = parse(text);
    // A page of some proxy on the way says nothing that a tool could read.
    if (isObject(body) && isObject(body['error'])) {
      tell({ type: 'passage-refusal', status, headers: toldHeaders(headers), body: redact(text, [apiKey]) });
    }
    throw APIError.generate(status, isObject(body) ? body : undefined, undefined, new Headers(headers));
  }

  async function passMessage({ headers, body }: Reply, host: string, tell: TellProvider): Promise<void> {
    const bytes = await readWhole(body, { stallMs, mostBytes: MOST_BYTES });
    const read = readMessage(bytes.toString());
    if (read === null) throw notMessagesApi(host);
    const { model, usage, stopReason, explanation, ...answer } = read;
    tell({ type: 'response-start', model, requestId: headers['request-id'] ?? null });
    if (usage !== null) tell({ type: 'usage-update', usage, whole: true });
    tell({ type: 'passage-bytes', bytes, head: toldHeaders(headers) });
    tell({ type: 'passage-answer', ...answer });
    tell({ type: 'response-end', stopReason, ...(explanation === undefined ? {} : { explanation }) });
  }

  async function passEvents({ headers, body }: Reply, host: string, tell: TellProvider): Promise<void> {
    const webHeaders = () => new Headers(headers);
    const reader = new EventReader();
    const accumulator = new MessageAccumulator(host, headers['request-id'] ?? null);
    const blocks: ContentBlock[] = [];
    const answer: { text: string; end: ProviderEvent | null } = { text: '', end: null };
    const hear = (told: ProviderEvent) => {
      if (told.type === 'text-delta') answer.text += told.text;
      else if (told.type === 'content-block') blocks.push(told.block);
      else if (told.type === 'response-end') answer.end = told;
      else if (told.type !== 'thinking-delta') tell(told);
    };
    const held: Buffer[] = [];
    let begun = false;
    let lastBytes: NodeJS.Timeout | undefined;
    try {
      // Piece by piece until something is told: what failed before can be tried again.
      for await (const bytes of readReply(body, { stallMs, mostBytes: MOST_BYTES }, () => begun)) {
        if (begun) {
          tell({ type: 'passage-bytes', bytes });
          // The tool has them before the copy is read.
          await nextRound();
        }
        let failure: Error | null = null;
        try {
          for (const event of answer.end === null ? reader.take(bytes) : []) {
            accumulator.take(readEvent(event, webHeaders), hear);
          }
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
        }
        // What begins with a failure can be tried again, as long as nobody has seen it.
        if (failure !== null && !begun) throw failure;
        if (!begun) held.push(bytes);
        if (!begun && accumulator.hasBegun) {
          begun = true;
          tell({ type: 'passage-bytes', bytes: joined(held.splice(0)), head: toldHeaders(headers) });
        }
        if (failure instanceof APIError) tell({ type: 'passage-bytes', bytes: NO_BYTES, failed: true });
        if (failure !== null) throw failure;
        if (answer.end !== null) lastBytes ??= setTimeout(() => body.destroy(), LAST_BYTES_MS);
      }
    } catch (error) {
      if (answer.end === null) throw error;
    } finally {
      clearTimeout(lastBytes);
    }
    const { text, end } = answer;
    if (end === null) {
      if (!begun) throw notMessagesApi(host);
      throw new JackdawError('interrupted', `${host} ended the answer before it was whole. Try again.`);
    }
    tell({ type: 'passage-answer', text, blocks, message: leanMessage(accumulator.message, text) });
    tell(end);
  }
}

/** Resolves when the event loop has come round: what was written before is on its way then. */
function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
