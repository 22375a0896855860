import type { ServerResponse } from 'node:http';
import type { Answer, ChatEventOf, PassageEvent, WireError } from '@jackdaw/core';
import { apiError, errorEvent } from './api-error.ts';
import type { ClientConnection } from './client-connection.ts';
import { replyText } from './reply.ts';
import { messageEvents, wholeMessage } from './replay-message.ts';
import { unbilledJson, UnbilledEvents } from './unbilled.ts';

type Refusal = Extract<PassageEvent, { type: 'passage-refusal' }>;

const PING = 'event: ping\ndata: {"type": "ping"}\n\n';
const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };
/** Bytes that a blank line, the end of an event, may take. */
const BLANK_LINE = 4;

/** The HTTP response to one passage, as it comes into being. */
export class PassageResponse {
  readonly #response: ServerResponse;
  readonly #connection: ClientConnection;
  readonly #stream: boolean;
  readonly #traceId: string;
  #model = '';
  #hit: ChatEventOf<'cache-hit'> | null = null;
  #refusal: Refusal | null = null;
  #head: Readonly<Record<string, string>> = {};
  /** Whether the reader stands between two events. */
  #betweenEvents = true;
  #hasFailed = false;
  /** Where somebody else's call is shared: who pays for it gets the bytes as they came, all others with nothing billed. */
  #shared: UnbilledEvents | null = null;

  constructor(
    response: ServerResponse,
    connection: ClientConnection,
    { stream, traceId }: { readonly stream: boolean; readonly traceId: string },
  ) {
    this.#response = response;
    this.#connection = connection;
    this.#stream = stream;
    this.#traceId = traceId;
  }

  goesTo(model: string): void {
    this.#model = model;
    this.#refusal = null;
  }

  wasRefused(refusal: Refusal): void {
    this.#refusal = refusal;
  }

  isShared(): void {
    this.#shared = new UnbilledEvents();
  }

  isHit(hit: ChatEventOf<'cache-hit'>): void {
    this.#hit = hit;
    this.#model = hit.model;
  }

  head(headers: Readonly<Record<string, string>>): void {
    this.#head = headers;
  }

  /** Bytes of the upstream, as they came. An answer in one piece is sent with its length. */
  async bytes(bytes: Uint8Array, failed: boolean): Promise<void> {
    this.#hasFailed ||= failed;
    if (!isEventStream(this.#head)) return this.#piece(bytes);
    this.#begin(this.#head);
    const told = this.#shared?.take(bytes) ?? bytes;
    if (told.length === 0) return;
    await this.#connection.write(told);
    const end = typeof told === 'string' ? told.slice(-BLANK_LINE) : latin1(told.subarray(-BLANK_LINE));
    this.#betweenEvents = /(?:\n\n|\r\n\r\n|\r\r)$/.test(end);
  }

  /** Where a ping has begun a stream already, the answer goes on as one. */
  async #piece(bytes: Uint8Array): Promise<void> {
    const json = this.#shared === null ? null : unbilledJson(Buffer.from(bytes).toString());
    if (!this.#response.headersSent) {
      return replyText(this.#response, 200, { ...this.#head, ...this.#ownHeaders() }, json ?? bytes);
    }
    const message: unknown = JSON.parse(json ?? Buffer.from(bytes).toString());
    const fields = typeof message === 'object' && message !== null ? { ...message } : {};
    for (const event of messageEvents(fields)) await this.#connection.write(event);
  }

  /** What a cache had: events or one piece, as it was asked for, whichever way it came the first time. */
  async replay(answer: Answer): Promise<void> {
    const headers = { 'request-id': this.#traceId, ...this.#ownHeaders(), ...savedTokens(answer) };
    if (!this.#stream) {
      return replyText(this.#response, 200, headers, JSON.stringify(wholeMessage(answer)));
    }
    this.#begin({ ...EVENTS, ...headers });
    for (const event of messageEvents(wholeMessage(answer))) await this.#connection.write(event);
    this.#response.end();
  }

  /** A sign of life where the answer keeps its reader waiting. Who waits for one piece is told nothing until it is there. */
  async ping(): Promise<void> {
    if (!this.#stream || this.#response.writableEnded || !this.#betweenEvents) return;
    this.#begin(EVENTS);
    await this.#connection.write(PING);
  }

  /** All bytes are here. */
  end(): void {
    if (this.#response.headersSent && !this.#response.writableEnded) this.#response.end(this.#shared?.rest());
  }

  fail(error: WireError): void {
    if (this.#response.writableEnded) return;
    if (this.#response.headersSent) {
      const rest = this.#shared?.rest() ?? '';
      this.#response.end(rest + (this.#hasFailed ? '' : errorEvent(error, this.#traceId)));
      return;
    }
    const { status, headers, body } = this.#refusal ?? apiError(error, this.#traceId);
    const { 'x-should-retry': mayRetry = 'false', ...rest } = headers;
    replyText(this.#response, status, { ...rest, 'x-should-retry': mayRetry, ...this.#ownHeaders() }, body);
  }

  #begin(headers: Readonly<Record<string, string>>): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, {
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      ...headers,
      ...this.#ownHeaders(),
    });
  }

  #ownHeaders(): Record<string, string> {
    const hit = this.#hit;
    return {
      'x-jackdaw-cache': hit?.tier ?? 'miss',
      ...(this.#shared === null ? {} : { 'x-jackdaw-shared': 'true' }),
      'x-jackdaw-trace-id': this.#traceId,
      ...(this.#model === '' ? {} : { 'x-jackdaw-model': this.#model }),
      ...(hit === null ? {} : { age: String(Math.floor(hit.ageMs / 1000)) }),
      ...(hit === null || hit.savedUsd === null ? {} : { 'x-jackdaw-saved-usd': String(hit.savedUsd) }),
    };
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function isEventStream(headers: Readonly<Record<string, string>>): boolean {
  return !/\bjson\b/.test(headers['content-type'] ?? '');
}

function savedTokens({ usage }: Answer): Record<string, string> {
  if (usage === null) return {};
  return {
    'x-jackdaw-saved-input-tokens': String(
      usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h,
    ),
    'x-jackdaw-saved-output-tokens': String(usage.output),
  };
}
