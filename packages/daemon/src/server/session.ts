import type { Caller, Turn } from '@jackdaw/core';
import {
  CLOSE_CODES,
  isMethodName,
  JackdawError,
  PROTOCOL_VERSION,
  toErrorObject,
  toJackdawError,
  type ClientEnvironment,
  type MethodName,
  type RequestFrame,
  type ResultOf,
  type TurnResult,
} from '@jackdaw/core/protocol';
import type { CheckedParams, Handlers, ServiceMethod } from './handlers.ts';
import { createCallBound } from './call-bound.ts';
import type { MetricsFeed } from './metrics-feed.ts';
import { parseFrame, type FrameId } from './parse-frame.ts';
import { parseParams } from './parse-params.ts';
import { protocolMismatch } from './protocol-mismatch.ts';
import type { QueuePool } from './queue-pool.ts';
import { createSendQueue } from './send-queue.ts';
import type { ServerLimits } from './server-limits.ts';
import type { ServerParts } from './server-parts.ts';
import type { SessionSocket } from './session-socket.ts';
import { isSameToken } from './token.ts';
import { TurnFailure } from './turn-failure.ts';
import { createTurnReaders } from './turn-readers.ts';

export interface SessionOptions {
  readonly socket: SessionSocket;
  readonly parts: ServerParts;
  readonly metricsFeed: MetricsFeed;
  readonly queuePool: QueuePool;
  readonly limits: ServerLimits;
  /** What `hello` must bring; null where the connection itself is proof enough. */
  readonly expectedToken: string | null;
  /** Called once, when `hello` brought the token. */
  readonly onAuthorized: () => void;
}

const TOKEN_MISSING = 'Call `hello` with the token first. It stands in daemon.json of the run folder.';
const TOKEN_WRONG = 'The token is wrong. It stands in daemon.json of the run folder.';

/** One connection's JSON-RPC conversation, whatever carries it. */
export interface Session {
  receive(text: string): void;
  receiveBinary(): void;
  /** Whether a call is not answered yet, or a turn is followed. */
  readonly busy: boolean;
  /** Sends what waits, then closes. */
  close(code: number, reason: string): void;
  /** The connection is gone: its readers leave, its turns go on for a while. */
  ended(): void;
}

export function createSession({
  socket,
  parts,
  metricsFeed,
  queuePool,
  limits,
  expectedToken,
  onAuthorized,
}: SessionOptions): Session {
  const { turns, handlers, upstreams, log } = parts;
  const gone = new AbortController();
  let authorized = expectedToken === null;
  let closing = false;
  let client = 'unknown';
  let environment: ClientEnvironment | undefined;
  let caller: Caller | null = null;
  let unsubscribe: (() => void) | null = null;
  const queue = createSendQueue(socket, {
    maxQueuedBytes: limits.maxQueuedBytes,
    pool: queuePool,
    onOverflow: () => close(CLOSE_CODES.tooSlow, 'The reader is too far behind; attach again to go on.'),
  });
  const readers = createTurnReaders(queue, log);
  const calls = createCallBound(limits);

  function reply<M extends MethodName>(id: FrameId, result: ResultOf<M>): void {
    if (id === undefined) return;
    const text = JSON.stringify({ jsonrpc: '2.0', id, result });
    // Bytes are counted only where there may be too many: no character has more than three a UTF-16 unit.
    if (text.length * 3 > limits.maxFrameBytes && Buffer.byteLength(text) > limits.maxFrameBytes) {
      const message = 'The result is larger than a frame can be. Ask for less at once (`limit`).';
      return replyError(id, new JackdawError('too_large', message));
    }
    queue.send(text);
  }

  function replyError(id: FrameId, error: JackdawError, traceId?: string): void {
    if (id === undefined) return;
    queue.send(JSON.stringify({ jsonrpc: '2.0', id, error: toErrorObject(error, traceId) }));
  }

  function fail(id: FrameId, method: string, thrown: unknown): void {
    if (gone.signal.aborted) return;
    if (thrown instanceof TurnFailure) return replyError(id, thrown.error, thrown.traceId);
    const error = toJackdawError(thrown);
    if (error.code === 'internal') log.error({ err: thrown, method }, 'A call failed unexpectedly.');
    replyError(id, error);
    if (!authorized) close(CLOSE_CODES.unauthorized, 'The `hello` was not understood.');
  }

  function close(code: number, reason: string): void {
    if (closing) return;
    closing = true;
    queue.flush();
    // Nothing can be sent behind a close: whoever was followed is left now, not when the peer has gone.
    readers.detachAll();
    socket.close(code, reason);
  }

  /** Synchronous, so that calls sent right behind it find the connection authorised. */
  function hello(id: FrameId, params: CheckedParams<'hello'>): void {
    if (params.protocol !== PROTOCOL_VERSION) {
      const error = protocolMismatch(params.protocol, parts.version);
      replyError(id, error);
      return close(CLOSE_CODES.protocolMismatch, error.message);
    }
    if (!authorized && !(expectedToken !== null && isSameToken(params.token ?? '', expectedToken))) {
      return refuseStranger(id, params.token === undefined ? TOKEN_MISSING : TOKEN_WRONG);
    }
    const { demo, credentials } = upstreams.describe(params.environment);
    if (!authorized) {
      authorized = true;
      onAuthorized();
    }
    client = (typeof params.client === 'string' ? params.client : params.client?.name) ?? client;
    environment = params.environment;
    caller = null;
    const { version } = parts;
    reply<'hello'>(id, { protocol: PROTOCOL_VERSION, version, pid: process.pid, demo, credentials });
  }

  function refuseStranger(id: FrameId, message: string): void {
    replyError(id, new JackdawError('unauthorized', message));
    close(CLOSE_CODES.unauthorized, message);
  }

  async function findCaller(): Promise<Caller> {
    const [name, asked] = [client, environment];
    const found: Caller = { client: name, upstream: await upstreams.resolve(asked) };
    // A key may be entered while the connection lasts: only what is complete is kept.
    if (found.upstream.apiKey !== null && asked === environment && name === client) caller = found;
    return found;
  }

  async function startTurn(request: CheckedParams<'ask'>['request']): Promise<Turn> {
    return turns.start(request, caller ?? (await findCaller()));
  }

  async function ask({ request }: CheckedParams<'ask'>): Promise<TurnResult> {
    const turn = await startTurn(request);
    const ending = await turn.ending(gone.signal);
    if (ending.type === 'turn-error') throw new TurnFailure(ending.error, ending.traceId);
    return ending.result;
  }

  function getTurn(turnId: string): Turn {
    const turn = turns.get(turnId);
    if (turn !== undefined) return turn;
    const message = `There is no turn ${turnId} any more: the daemon keeps turns for some minutes after their end. The conversation is in the history.`;
    throw new JackdawError('not_found', message);
  }

  function subscribe(id: FrameId): void {
    unsubscribe?.();
    const feed = metricsFeed.subscribe((frame) => queue.send(frame));
    unsubscribe = feed.unsubscribe;
    reply<'metrics.subscribe'>(id, feed.now);
  }

  async function serve(id: FrameId, method: MethodName, params: unknown): Promise<void> {
    switch (method) {
      case 'hello':
        return hello(id, parseParams(method, params));
      case 'ask': {
        const asked = parseParams(method, params);
        const known = caller === null ? null : turns.recall(asked.request, caller);
        return reply<'ask'>(id, known ?? (await ask(asked)));
      }
      case 'turn.start': {
        const turn = await startTurn(parseParams(method, params).request);
        const { turnId, conversationId, traceId } = turn;
        reply<'turn.start'>(id, { turnId, conversationId, traceId });
        readers.follow(turn, 0);
        // Who went before their turn had begun leaves it all the same: it lingers, and stops.
        return gone.signal.aborted ? readers.detachAll() : undefined;
      }
      case 'turn.estimate': {
        const { request } = parseParams(method, params);
        return reply<'turn.estimate'>(id, await turns.estimate(request, caller ?? (await findCaller())));
      }
      case 'turn.attach': {
        const { turnId, from = 0 } = parseParams(method, params);
        const turn = getTurn(turnId);
        reply<'turn.attach'>(id, { turnId });
        return readers.follow(turn, from);
      }
      case 'turn.detach':
        readers.detach(parseParams(method, params).turnId);
        return reply<'turn.detach'>(id, {});
      case 'turn.cancel': {
        const cancelled = getTurn(parseParams(method, params).turnId).cancel();
        return reply<'turn.cancel'>(id, { cancelled });
      }
      case 'history.compact': {
        const { id: conversationId } = parseParams(method, params);
        const who = caller ?? (await findCaller());
        return reply<'history.compact'>(id, await turns.compact(conversationId, who, gone.signal));
      }
      case 'metrics.subscribe':
        parseParams(method, params);
        return subscribe(id);
      case 'status':
        parseParams(method, params);
        return reply<'status'>(id, await parts.status());
      case 'shutdown':
        parseParams(method, params);
        reply<'shutdown'>(id, {});
        return parts.shutdown();
      default:
        return reply<typeof method>(id, await callHandler(handlers, method, params));
    }
  }

  function serveFrame({ id, method, params }: RequestFrame, characters: number): void {
    if (!authorized && method !== 'hello') {
      return refuseStranger(id, TOKEN_MISSING);
    }
    if (!isMethodName(method)) {
      const message = `There is no method ${method}. This daemon is version ${parts.version}; PROTOCOL.md lists its methods.`;
      return replyError(id, new JackdawError('method_not_found', message));
    }
    const refusal = calls.begin(characters);
    if (refusal !== null) return replyError(id, refusal);
    serve(id, method, params)
      .catch((thrown: unknown) => fail(id, method, thrown))
      .finally(() => calls.end(characters));
  }

  return {
    receive(text) {
      if (closing) return;
      const parsed = parseFrame(text);
      if (parsed.ok) return serveFrame(parsed.frame, text.length);
      replyError(parsed.id, parsed.error);
      if (!authorized) close(CLOSE_CODES.unauthorized, 'The first frame must be a `hello` with the token.');
    },
    receiveBinary: () => close(CLOSE_CODES.unsupportedData, 'Send text frames: binary ones are not spoken.'),
    get busy() {
      return calls.underWay > 0 || readers.following > 0;
    },
    close,
    ended() {
      closing = true;
      gone.abort(new DOMException('The connection is gone.', 'AbortError'));
      unsubscribe?.();
      readers.detachAll();
      queue.stop();
    },
  };
}

function callHandler<M extends ServiceMethod>(
  handlers: Handlers,
  method: M,
  params: unknown,
): Promise<ResultOf<M>> {
  const handle: Handlers[M] = handlers[method];
  return handle(parseParams(method, params));
}
