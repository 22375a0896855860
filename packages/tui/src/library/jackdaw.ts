import { askFor, type AskedFor, type AskForRequest, type JackdawClient } from '@jackdaw/core/client';
import type {
  ChatEvent,
  DaemonStatus,
  ModelInfo,
  Stats,
  TurnResult,
  WireRequest,
} from '@jackdaw/core/protocol';
import type { z } from 'zod';
import type { Link } from './link.ts';
import { methodGroup, type MethodGroup } from './method-groups.ts';
import { streamTurn, type TurnStream } from './turn-stream.ts';
import { watchMetrics } from './watch-metrics.ts';

export interface AskOptions {
  /** Stops the turn; the call then rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
}

/**
 * A daemon's client. Calls are made over one connection, which is made again when it was lost; a stream then goes on
 * where it was. All failures are `JackdawError`s with a `code`. An open client keeps the process alive.
 */
export interface Jackdaw extends Disposable {
  /** Asks for data: `schema` is a zod schema, and `data` has its type. Throws `invalid_output` or `refused` where there is none. */
  ask<Schema extends z.ZodType>(
    request: AskForRequest<Schema>,
    options?: AskOptions,
  ): Promise<AskedFor<Schema>>;
  /** Asks a question, or makes a request as PROTOCOL.md has it. */
  ask(request: string | WireRequest, options?: AskOptions): Promise<TurnResult>;
  /** The same, as it happens. */
  stream(request: string | WireRequest, options?: AskOptions): TurnStream;
  readonly history: MethodGroup<'history'>;
  readonly cache: MethodGroup<'cache'>;
  readonly ledger: MethodGroup<'ledger'>;
  readonly trace: MethodGroup<'trace'>;
  models(): Promise<readonly ModelInfo[]>;
  status(): Promise<DaemonStatus>;
  /** Calls back with the figures of now and at every change, at most 4 times a second; the returned function ends it. */
  onMetrics(listener: (stats: Stats) => void): () => void;
  /** Any method of the protocol. On abort it rejects with `signal.reason`; what the daemon does goes on. */
  readonly call: JackdawClient['call'];
  /** Ends the connection, and with it whatever waits for an answer. The daemon stays. */
  close(): void;
}

export type { ChatEvent };

export function createJackdaw(link: Link): Jackdaw {
  const call: Jackdaw['call'] = async (method, params, signal) =>
    (await link.client()).call(method, params, signal);
  const stream: Jackdaw['stream'] = (request, { signal } = {}) =>
    streamTurn(link, typeof request === 'string' ? { prompt: request } : request, signal);

  function ask<Schema extends z.ZodType>(
    request: AskForRequest<Schema>,
    options?: AskOptions,
  ): Promise<AskedFor<Schema>>;
  function ask(request: string | WireRequest, options?: AskOptions): Promise<TurnResult>;
  function ask(request: string | WireRequest | AskForRequest<z.ZodType>, options?: AskOptions) {
    if (!asksForData(request)) return stream(request, options).result;
    return askFor((wire) => stream(wire, options).result, request);
  }

  return {
    ask,
    stream,
    history: methodGroup('history', call),
    cache: methodGroup('cache', call),
    ledger: methodGroup('ledger', call),
    trace: methodGroup('trace', call),
    models: async () => (await call('models.list', {})).models,
    status: () => call('status', {}),
    onMetrics: (listener) => watchMetrics(link, listener),
    call,
    close: () => link.close(),
    [Symbol.dispose]: () => link.close(),
  };
}

function asksForData(
  request: string | WireRequest | AskForRequest<z.ZodType>,
): request is AskForRequest<z.ZodType> {
  return typeof request !== 'string' && request.schema !== undefined && '_zod' in request.schema;
}
