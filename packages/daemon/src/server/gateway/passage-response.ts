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
const [LINE_FEED, RETURN] = [0x0a, 0x0d];

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
  /** Whether the upstream answers with events. */
  #isStream = true;
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
    this.#isStream = !/\bjson\b/.test(headers['content-type'] ?? '');
  }

  /**
   * Bytes of the upstream, as they came. An answer in one piece is sent with its length. A promise where the tool has to
   * take them in before there are more.
   */
  bytes(bytes: Uint8Array, failed: boolean): void | Promise<void> {
    this.#hasFailed ||= failed;
    if (!this.#isStream) return this.#piece(bytes);
    this.#begin(this.#head);
    const told = this.#shared?.take(bytes) ?? bytes;
    if (told.length === 0) return undefined;
    this.#betweenEvents = endsAnEvent(typeof told === 'string' ? Buffer.from(told) : told);
    return this.#connection.write(told);
  }

  #piece(bytes: Uint8Array): void | Promise<void> {
    const told = this.#shared === null ? bytes : unbilledJson(Buffer.from(bytes).toString());
    if (this.#response.headersSent) return this.#pieceAsEvents(told);
    return replyText(this.#response, 200, this.#withOwn(this.#head), told);
  }

  /** Where a ping has begun a stream already, the answer goes on as one. */
  async #pieceAsEvents(json: string | Uint8Array): Promise<void> {
    const message: unknown = JSON.parse(typeof json === 'string' ? json : Buffer.from(json).toString());
    const fields = typeof message === 'object' && message !== null ? { ...message } : {};
    for (const event of messageEvents(fields)) await this.#connection.write(event);
  }

  /** What a cache had: events or one piece, as it was asked for, whichever way it came the first time. */
  async replay(answer: Answer): Promise<void> {
    const headers = { ...this.#withOwn({ 'request-id': this.#traceId }), ...savedTokens(answer) };
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
    // Who does not take in what is there needs no sign that there is more.
    if (this.#response.writableNeedDrain) return;
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
    replyText(this.#response, status, this.#withOwn({ ...rest, 'x-should-retry': mayRetry }), body);
  }

  #begin(headers: Readonly<Record<string, string>>): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, {
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      ...this.#withOwn(headers),
    });
  }

  /** These headers and our own. */
  #withOwn(headers: Readonly<Record<string, string>>): Record<string, string> {
    const hit = this.#hit;
    const told: Record<string, string> = { ...headers, 'x-jackdaw-cache': hit?.tier ?? 'miss' };
    if (this.#shared !== null) told['x-jackdaw-shared'] = 'true';
    told['x-jackdaw-trace-id'] = this.#traceId;
    if (this.#model !== '') told['x-jackdaw-model'] = this.#model;
    if (hit !== null) told['age'] = String(Math.floor(hit.ageMs / 1000));
    if (hit !== null && hit.savedUsd !== null) told['x-jackdaw-saved-usd'] = String(hit.savedUsd);
    return told;
  }
}

/** Whether bytes end with a blank line, of whichever line ends. */
function endsAnEvent(bytes: Uint8Array): boolean {
  const [last, before] = [bytes.at(-1), bytes.at(-2)];
  if (last === RETURN) return before === RETURN;
  if (last !== LINE_FEED) return false;
  return before === LINE_FEED || (before === RETURN && bytes.at(-3) === LINE_FEED && bytes.at(-4) === RETURN);
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
