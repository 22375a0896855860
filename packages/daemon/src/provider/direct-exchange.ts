import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import type { Exchange, Reply, ReplyBody, StartExchange } from './exchange.ts';

/** Milliseconds to make a connection, as in Node's own fetch. */
const CONNECT_MS = 10_000;
/** Milliseconds that an idle connection is kept where its server does not say: a person pauses, and TLS takes a while to begin. */
const KEEP_ALIVE_MS = 60_000;

/** Straight to the server, by undici's dispatcher: no streams, no events, one callback for each piece. */
export function createDirectExchange(): StartExchange {
  const agent = new Agent({
    connect: { timeout: CONNECT_MS },
    // Callers watch over time: a model may think longer than any limit here.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  let latest = placeOf(new URL('http://localhost'));
  return (url, { method, headers, body }) => {
    if (latest.url !== url) latest = placeOf(url);
    const { origin, path } = latest;
    const exchange = new DirectExchange();
    agent.dispatch({ origin, path, method, headers, body }, exchange);
    return exchange;
  };
}

/** What a URL works out anew whenever it is asked. */
function placeOf(url: URL) {
  return { url, origin: url.origin, path: url.pathname + url.search };
}

class DirectExchange implements Exchange, ReplyBody, Dispatcher.DispatchHandler {
  readonly reply: Promise<Reply>;
  #answer: (reply: Reply) => void = () => {};
  #refuse: (error: unknown) => void = () => {};
  /** Null while no connection carries the request. */
  #controller: Dispatcher.DispatchController | null = null;
  /** Pieces that came before anybody read. */
  #early: Buffer[] = [];
  #onChunk: ((chunk: Buffer) => void) | null = null;
  #onEnd: () => void = () => {};
  #onBreak: (error: Error) => void = () => {};
  #state: 'open' | 'whole' | Error = 'open';

  constructor() {
    this.reply = new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#refuse = reject;
    });
  }

  get isWhole(): boolean {
    return this.#state === 'whole';
  }

  read(onChunk: (chunk: Buffer) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onEnd = resolve;
      this.#onBreak = reject;
      this.#onChunk = onChunk;
      for (const chunk of this.#early.splice(0)) this.#take(chunk);
      if (this.#state === 'whole') resolve();
      else if (this.#state !== 'open') reject(this.#state);
    });
  }

  destroy(error: Error = new Error('The answer is not wanted any more.')): void {
    if (this.#state !== 'open') return;
    this.#fail(error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#state instanceof Error) controller.abort(this.#state);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // What is said before the answer (103) is none.
    if (status >= 200) this.#answer({ status, headers: joined(headers), body: this });
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#onChunk === null) this.#early.push(chunk);
    else this.#take(chunk);
  }

  onResponseEnd(): void {
    if (this.#state !== 'open') return;
    this.#state = 'whole';
    this.#onEnd();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #take(chunk: Buffer): void {
    if (this.#state instanceof Error) return;
    try {
      this.#onChunk?.(chunk);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error): void {
    if (this.#state !== 'open') return;
    this.#state = error;
    this.#refuse(error);
    this.#onBreak(error);
  }
}

function joined(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  if (isJoined(headers)) return headers;
  const told: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) told[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return told;
}

/** Whether each name came once, as nearly always. */
function isJoined(headers: IncomingHttpHeaders): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}
