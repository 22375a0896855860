import { chmodSync } from 'node:fs';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CLOSE_CODES, JackdawError } from '@jackdaw/core/protocol';
import { boundBytes } from './bound-bytes.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { createListener, type Listener } from './listener.ts';
import { createMetricsFeed } from './metrics-feed.ts';
import { createQueuePool } from './queue-pool.ts';
import { SERVER_LIMITS, type ServerLimits } from './server-limits.ts';
import type { ServerParts } from './server-parts.ts';
import { createSession, type Session } from './session.ts';
import { bearerToken, isSameToken } from './token.ts';
import { createWsSocket } from './ws-socket.ts';

export interface ServerOptions {
  readonly parts: ServerParts;
  /** Path of the Unix socket, free to be made; a named pipe on Windows. */
  readonly socketPath: string;
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly token: string;
  readonly allowedOrigins: readonly string[];
  readonly limits?: Partial<ServerLimits>;
}

export interface DaemonServer {
  /** Address of the TCP listener, e.g. `http://127.0.0.1:43210`. */
  readonly url: string;
  /** Connections that have shown that they may be here. */
  readonly clients: number;
  /** Calls back when `clients` has changed. */
  onClientsChange(listener: () => void): void;
  /** Takes no new connections; those that are open go on. */
  refuse(): void;
  /** Answers what is under way, closes every connection and waits for the last to go, each for a bounded time. */
  close(): Promise<void>;
}

interface Connection {
  readonly webSocket: WebSocket;
  readonly session: Session;
}

/** Milliseconds between two looks at whether all calls are answered, when the server closes. */
const QUIET_LOOK_MS = 5;

export async function createDaemonServer(options: ServerOptions): Promise<DaemonServer> {
  const { parts, token, allowedOrigins, socketPath } = options;
  const { clock, log, version } = parts;
  const limits: ServerLimits = { ...SERVER_LIMITS, ...options.limits };
  const metricsFeed = createMetricsFeed({
    metrics: parts.metrics,
    clock,
    intervalMs: limits.metricsIntervalMs,
  });
  const queuePool = createQueuePool(limits.maxQueuedBytesInAll);
  const connections = new Set<Connection>();
  const clients = new Set<WebSocket | ServerResponse>();
  const listeners = new Set<() => void>();
  let strangers = 0;
  let onEmpty: (() => void) | null = null;

  const clientsChanged = () => {
    for (const listener of listeners) listener();
  };

  function connect(webSocket: WebSocket, expectedToken: string | null, connection: Duplex): Session {
    const waiting = new AbortController();
    const welcome = () => {
      waiting.abort();
      clients.add(webSocket);
      clientsChanged();
    };
    const session = createSession({
      socket: createWsSocket(webSocket),
      parts,
      metricsFeed,
      queuePool,
      limits,
      expectedToken,
      onAuthorized: welcome,
    });
    const entry = { webSocket, session };
    connections.add(entry);
    webSocket.on('message', (data, isBinary) => {
      if (isBinary) session.receiveBinary();
      else session.receive(textOf(data));
    });
    // Frames that break the protocol or its bounds: ws closes by itself, in the words of `explainingWebSocket`.
    webSocket.on('error', (error) =>
      log.debug({ reason: error.message }, 'A connection broke the protocol.'),
    );
    webSocket.on('close', () => {
      waiting.abort();
      session.ended();
      connections.delete(entry);
      if (clients.delete(webSocket)) clientsChanged();
      if (connections.size === 0) onEmpty?.();
    });
    if (expectedToken === null) welcome();
    else awaitHello(session, webSocket, connection, waiting.signal);
    return session;
  }

  /** Whoever has shown no token yet gets little time, and little memory. */
  function awaitHello(session: Session, webSocket: WebSocket, connection: Duplex, signal: AbortSignal): void {
    const stopCounting = boundBytes(connection, limits.maxStrangerBytes, () => {
      // ws has seen by itself that the frame is too large for anybody.
      if (webSocket.readyState !== webSocket.OPEN) return;
      session.close(CLOSE_CODES.tooLarge, 'Before its `hello` a connection may send 128 KiB at most.');
      webSocket.pause();
    });
    strangers += 1;
    signal.addEventListener(
      'abort',
      () => {
        strangers -= 1;
        stopCounting();
      },
      { once: true },
    );
    clock.sleep(limits.helloTimeoutMs, signal).then(
      () => session.close(CLOSE_CODES.helloTimeout, 'No `hello` with the token came in time.'),
      () => {},
    );
  }

  function isKnown(authorization: string | undefined): boolean {
    const given = bearerToken(authorization);
    return given !== null && isSameToken(given, token);
  }

  function connectOverTcp(webSocket: WebSocket, authorization: string | undefined, connection: Duplex): void {
    const known = isKnown(authorization);
    const session = connect(webSocket, known ? null : token, connection);
    if (authorization !== undefined && !known) {
      session.close(
        CLOSE_CODES.unauthorized,
        'The token is wrong. It stands in daemon.json of the run folder.',
      );
    }
  }

  /** The last events of turns that were just stopped, and the answers to `ask`, are still to be handed over. */
  async function untilQuiet(): Promise<void> {
    const deadline = clock.monotonic() + limits.closeGraceMs;
    const { signal } = new AbortController();
    await nextRound();
    while ([...connections].some(({ session }) => session.busy) && clock.monotonic() < deadline) {
      await clock.sleep(QUIET_LOOK_MS, signal);
    }
  }

  /** Tools send the token where they are used to send their key. */
  function mayCall({ authorization, 'x-api-key': key }: IncomingHttpHeaders): boolean {
    return isKnown(authorization) || (typeof key === 'string' && isSameToken(key, token));
  }

  function onCall(response: ServerResponse): void {
    clients.add(response);
    clientsChanged();
    response.on('close', () => {
      clients.delete(response);
      clientsChanged();
    });
  }

  const { turns, handlers, upstreams, relay } = parts;
  const gateway = createGateway({ turns, handlers, upstreams, relay, limits, clock });
  const shared = { limits, allowedOrigins, version, gateway, onCall };
  const page = parts.metricsPage ?? null;
  const tcp = await createListener(
    { port: options.port },
    {
      ...shared,
      metrics: { page, mayRead: isKnown },
      mayCall,
      hasRoom: (authorization) => strangers < limits.maxStrangers || isKnown(authorization),
      onConnection: connectOverTcp,
    },
  ).catch((error: unknown) => {
    throw listenError(`port ${options.port}`, error, CHOOSE_PORT);
  });
  const unix = await createListener(
    { path: socketPath },
    {
      ...shared,
      metrics: { page, mayRead: () => true },
      mayCall: () => true,
      hasRoom: () => true,
      onConnection: (webSocket, _, connection) => void connect(webSocket, null, connection),
    },
  ).catch(async (error: unknown) => {
    await tcp.close();
    throw listenError(socketPath, error, 'Look at the folder, or set JACKDAW_HOME to another one.');
  });
  // Its folder keeps others out; this is for whoever loosens the folder.
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
  const both: readonly Listener[] = [tcp, unix];

  return {
    url: `http://127.0.0.1:${tcp.port}`,
    get clients() {
      return clients.size;
    },
    onClientsChange: (listener) => void listeners.add(listener),
    refuse() {
      for (const listener of both) listener.refuse();
    },
    async close() {
      for (const listener of both) listener.refuse();
      await untilQuiet();
      const stop = new AbortController();
      const empty = new Promise<void>((resolve) => (onEmpty = resolve));
      for (const { session } of connections) session.close(CLOSE_CODES.goingAway, 'The daemon stops.');
      if (connections.size > 0) {
        await Promise.race([empty, clock.sleep(limits.closeGraceMs, stop.signal).catch(() => {})]);
        stop.abort();
      }
      for (const { webSocket } of connections) webSocket.terminate();
      await Promise.all(both.map((listener) => listener.close()));
    },
  };
}

/** The whole message; ws hands it over in one piece by default, and its types know of others. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}

/** `0` takes one that is free. */
const CHOOSE_PORT =
  'End that program, or choose another port: `jackdaw config set daemon.port N`, where 0 takes one that is free.';

function listenError(where: string, cause: unknown, advice: string): JackdawError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const reason = code === 'EADDRINUSE' ? 'another program listens there' : said;
  return new JackdawError(
    'daemon_unavailable',
    `The daemon cannot listen on ${where}: ${reason}. ${advice}`,
    {
      cause,
      retryable: false,
    },
  );
}
