import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, type ErrorDescription } from './error-body.ts';
import type { Identifiers } from './identifiers.ts';
import type { MutableJournalEntry } from './journal.ts';
import type { Random } from './seeded-random.ts';
import type { SimulatorClock } from './simulator-clock.ts';

/** One request and its response, with all that answering it needs. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: MutableJournalEntry;
  readonly apiKey: string | undefined;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly identifiers: Identifiers;
  /** Aborted when the connection is gone or the simulator closes. */
  readonly signal: AbortSignal;
}

/** The reason of an exchange's signal when the other side went away. */
export class ConnectionGone extends Error {
  override readonly name = 'ConnectionGone';
}

/** Sends the headers that every response has, and those given. */
export function sendHeaders(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  const { response, entry, clock } = exchange;
  exchange.signal.throwIfAborted();
  // The date comes from the simulator's clock: with a clock that stands, the same script gives the same bytes.
  response.sendDate = false;
  response.writeHead(status, {
    date: new Date(clock.now()).toUTCString(),
    'request-id': entry.requestId,
    'x-simulated': 'true',
    ...headers,
  });
  response.flushHeaders();
  entry.status = status;
  entry.headersAt = clock.now();
}

/** Sends a whole response. */
export async function sendBody(
  exchange: Exchange,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const bytes = Buffer.from(body);
  sendHeaders(exchange, status, {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  });
  exchange.entry.bytesWritten = bytes.length;
  markEnded(exchange);
  await new Promise<void>((resolve) => exchange.response.end(bytes, resolve));
}

/** Notes the end in the journal just before the last bytes go, so that who has read them finds it there. */
export function markEnded({ entry, clock }: Exchange): void {
  if (entry.outcome === 'open') entry.outcome = 'complete';
  entry.endedAt = clock.now();
}

/** Sends an error that the simulator itself has found: outcome `rejected`. */
export async function sendRejection(
  exchange: Exchange,
  rejection: { readonly status: number; readonly error: ErrorDescription },
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  exchange.entry.outcome = 'rejected';
  await sendBody(
    exchange,
    rejection.status,
    errorBody(rejection.status, rejection.error, exchange.entry.requestId),
    headers,
  );
}

/** The body of a request; undefined when it is longer than `maximumBytes`. What is too long is read, but not kept. */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maximumBytes ? Buffer.concat(chunks) : undefined;
}

/** The JSON of a body, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
