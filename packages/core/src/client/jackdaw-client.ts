import type { z } from 'zod';
import { JackdawError } from '../errors/index.ts';
import { serverFrame, type ServerFrame } from '../protocol/frames.ts';
import {
  METHODS,
  NOTIFICATIONS,
  type MethodName,
  type NotificationOf,
  type ParamsOf,
  type ResultOf,
} from '../protocol/methods.ts';
import { fromErrorObject } from '../protocol/rpc-error.ts';
import type { Stats } from '../protocol/records.ts';
import type { WireRequest } from '../protocol/request-schema.ts';
import type { MessageSocket } from './message-socket.ts';
import { createPushStream, type PushStream } from './push-stream.ts';

export type TurnNotification = NotificationOf<'turn.event'>;

/** A turn under way, seen by this client. */
export interface ClientTurn {
  readonly turnId: string;
  /** Null where the caller keeps the conversation, and for a turn that was attached to. */
  readonly conversationId: string | null;
  /**
   * The events from the first one asked for, the last one included; then it ends. Leaving early detaches: the turn
   * goes on while it has other readers, and a while without any. Fails with `daemon_unavailable` when the
   * connection is lost; `attach(turnId, seq + 1)` on a new connection goes on from there.
   */
  readonly events: AsyncIterableIterator<TurnNotification, void, void>;
  /** Stops the turn for every reader; the partial answer is kept. */
  cancel(): Promise<void>;
}

export interface JackdawClient {
  /** One method, its parameters and result checked. Throws a `JackdawError`; on abort rejects with `signal.reason` at once. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>, signal?: AbortSignal): Promise<ResultOf<M>>;
  /** Resolves once the daemon has the question safe on disk. */
  startTurn(request: WireRequest): Promise<ClientTurn>;
  attach(turnId: string, from: number): Promise<ClientTurn>;
  /** Calls back at once and at every change; the returned function stops it. */
  onMetrics(listener: (stats: Stats) => void): Promise<() => void>;
  onClose(listener: (reason: JackdawError) => void): void;
  close(): void;
}

type Reply = Exclude<ServerFrame, { method: string }>;

/** The table of methods, read so that a method's name leads to the type of its result. */
const results: { readonly [M in MethodName]: { readonly result: z.ZodType<ResultOf<M>> } } = METHODS;

interface PendingCall {
  readonly settle: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** The typed client over any open socket. One connection, many calls and turns at once. */
export function createClient(socket: MessageSocket): JackdawClient {
  let nextId = 1;
  let lost: JackdawError | null = null;
  const pending = new Map<number, PendingCall>();
  const turns = new Map<string, PushStream<TurnNotification>>();
  const metricsListeners = new Set<(stats: Stats) => void>();
  const closeListeners = new Set<(reason: JackdawError) => void>();

  socket.onMessage((text) => {
    const frame = parseFrame(text);
    if (frame === null) return socket.close(1003, 'not a frame of the protocol');
    if ('method' in frame) return notified(frame.method, frame.params);
    if (typeof frame.id !== 'number') return;
    const call = pending.get(frame.id);
    pending.delete(frame.id);
    call?.settle(frame);
  });

  socket.onClose((code, reason) => {
    lost = new JackdawError(
      'daemon_unavailable',
      `The connection to the daemon was lost (${reason || code}). Ask again; what had come is in the history.`,
    );
    for (const call of pending.values()) call.reject(lost);
    pending.clear();
    for (const stream of turns.values()) stream.fail(lost);
    turns.clear();
    for (const listener of closeListeners) listener(lost);
  });

  function notified(method: string, params: unknown): void {
    if (method === 'turn.event') {
      const parsed = NOTIFICATIONS['turn.event'].safeParse(params);
      // An event of a newer daemon that this client does not know is skipped, not fatal.
      if (parsed.success) deliver(parsed.data);
    } else if (method === 'metrics.update') {
      const parsed = NOTIFICATIONS['metrics.update'].safeParse(params);
      if (parsed.success) for (const listener of metricsListeners) listener(parsed.data);
    }
  }

  /** What belongs to no stream was under way when its reader left. */
  function deliver(notification: TurnNotification): void {
    const stream = turns.get(notification.turnId);
    if (stream === undefined) return;
    stream.push(notification);
    const { type } = notification.event;
    if (type === 'turn-end' || type === 'turn-error') {
      turns.delete(notification.turnId);
      stream.end();
    }
  }

  /** `receive` runs as the reply comes in: what follows it on the wire finds what was set up there. */
  function request<M extends MethodName, T>(
    method: M,
    params: ParamsOf<M>,
    receive: (result: ResultOf<M>) => T,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (lost !== null) return reject(lost);
      if (signal?.aborted === true) return reject(signal.reason);
      const id = nextId++;
      const onAbort = () => {
        pending.delete(id);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      pending.set(id, {
        settle(reply) {
          signal?.removeEventListener('abort', onAbort);
          if ('error' in reply) return reject(fromErrorObject(reply.error));
          const parsed = results[method].result.safeParse(reply.result);
          if (parsed.success) resolve(receive(parsed.data));
          else reject(new JackdawError('protocol_mismatch', mismatchMessage(method, parsed.error.message)));
        },
        reject(error) {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      });
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params })).catch((error: unknown) => {
        pending.delete(id);
        reject(error);
      });
    });
  }

  function call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    signal?: AbortSignal,
  ): Promise<ResultOf<M>> {
    return request(method, params, (result) => result, signal);
  }

  function follow(turnId: string, conversationId: string | null): ClientTurn {
    const stream = createPushStream<TurnNotification>(() => {
      turns.delete(turnId);
      call('turn.detach', { turnId }).catch(() => {});
    });
    // A connection has one reader for a turn, the latest.
    turns.get(turnId)?.end();
    turns.set(turnId, stream);
    return {
      turnId,
      conversationId,
      events: stream,
      cancel: async () => void (await call('turn.cancel', { turnId })),
    };
  }

  return {
    call,
    startTurn: (wire) =>
      request('turn.start', { request: wire }, ({ turnId, conversationId }) =>
        follow(turnId, conversationId),
      ),
    attach: (turnId, from) => request('turn.attach', { turnId, from }, () => follow(turnId, null)),
    async onMetrics(listener) {
      metricsListeners.add(listener);
      listener(await call('metrics.subscribe', {}));
      return () => metricsListeners.delete(listener);
    },
    onClose(listener) {
      if (lost !== null) listener(lost);
      else closeListeners.add(listener);
    },
    close: () => socket.close(1000, 'done'),
  };
}

function parseFrame(text: string): ServerFrame | null {
  try {
    return serverFrame.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function mismatchMessage(method: string, detail: string): string {
  return `The daemon’s answer to ${method} is not what this version expects; restart it with \`jackdaw daemon restart\`. ${detail}`;
}
