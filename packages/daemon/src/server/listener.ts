import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { explainingWebSocket } from './explaining-web-socket.ts';
import { errorObject } from './gateway/api-error.ts';
import type { Gateway } from './gateway/create-gateway.ts';
import { errorBody, refuseUpgrade, replyJson } from './http-reply.ts';
import { answerMetrics, type MetricsRoute } from './metrics-route.ts';
import { guardRequest } from './request-guard.ts';
import type { ServerLimits } from './server-limits.ts';
import { createUnspokenConnections } from './unspoken-connections.ts';

export interface ListenerOptions {
  readonly limits: ServerLimits;
  readonly allowedOrigins: readonly string[];
  readonly version: string;
  /** Whether a stranger's connection may be taken on now. */
  readonly hasRoom: (authorization: string | undefined) => boolean;
  readonly metrics: MetricsRoute;
  readonly gateway: Gateway;
  /** Whether this caller may use the gateway: with the token on TCP, always on the Unix socket. */
  readonly mayCall: (headers: IncomingHttpHeaders) => boolean;
  /** Called with each request that the gateway takes. */
  readonly onCall: (response: ServerResponse) => void;
  /** `connection` is what carries the WebSocket. */
  readonly onConnection: (
    webSocket: WebSocket,
    authorization: string | undefined,
    connection: Duplex,
  ) => void;
}

export interface Listener {
  /** The TCP port; null on a Unix socket. */
  readonly port: number | null;
  /** Takes no new connections; those that are open go on. */
  refuse(): void;
  /** Ends what is left. */
  close(): Promise<void>;
}

const NO_TOKEN = {
  code: 'unauthorized',
  message: 'Send the token of daemon.json as the key: `Authorization: Bearer …` or `x-api-key: …`.',
} as const;

/** How long an idle connection stays. A client that reuses one just as it closes sees a reset: clients keep theirs for less. */
const KEEP_ALIVE_MS = 75_000;

/** Milliseconds that a peer has for the answer to a close frame. */
const CLOSE_TIMEOUT_MS = 2_000;

/** One HTTP server: the WebSocket at `/ws`, `/healthz`, `/metrics`, and what the gateway knows. Rejects with the system's error where it cannot listen. */
export async function createListener(
  where: { readonly path: string } | { readonly port: number },
  options: ListenerOptions,
): Promise<Listener> {
  const { limits, allowedOrigins, version, hasRoom, metrics, gateway, onConnection } = options;
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: 3 * limits.headersTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // How often Node looks for requests that take too long; by itself every 30 s.
    connectionsCheckingInterval: limits.headersTimeoutMs / 2,
  });
  server.maxConnections = limits.maxConnections;
  const unspoken = createUnspokenConnections(limits.maxUnspoken);
  const webSocketOptions = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxFrameBytes,
    WebSocket: explainingWebSocket(limits.maxFrameBytes),
    // Known to ws, though not to its types yet.
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  const webSockets = new WebSocketServer(webSocketOptions);

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    const isCall = gateway.knows(path);
    const refusal = guardRequest(request, { allowedOrigins, takesBody: isCall });
    if (refusal !== null) return replyJson(response, refusal.status, errorBody(refusal.message));
    if (isCall) return answerCall(request, response, path);
    if ((request.method === 'GET' || request.method === 'HEAD') && path === '/healthz')
      return replyJson(response, 200, { ok: true, version });
    if (request.method === 'GET' && path === '/metrics') return answerMetrics(request, response, metrics);
    if (path === '/ws') return replyJson(response, 426, errorBody('This is a WebSocket address.'));
    return replyJson(response, 404, errorBody(`There is nothing at ${request.method} ${path}.`));
  }

  function answerCall(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (!options.mayCall(request.headers)) {
      response.setHeader('www-authenticate', 'Bearer');
      return replyJson(response, 401, errorObject(NO_TOKEN, null));
    }
    // Its answer may take minutes, and it has shown that it may be here.
    unspoken.remove(request.socket);
    options.onCall(response);
    gateway.answer(request, response, path);
  }

  function upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    unspoken.remove(connection);
    const refusal = guardRequest(request, { allowedOrigins, takesBody: false });
    if (refusal !== null) return refuseUpgrade(connection, refusal.status, errorBody(refusal.message));
    if (pathOf(request) !== '/ws') {
      return refuseUpgrade(connection, 404, errorBody('The WebSocket is at /ws.'));
    }
    const { authorization } = request.headers;
    if (!hasRoom(authorization)) {
      const message = 'Too many connections wait for their token. Try again in some seconds.';
      return refuseUpgrade(connection, 503, errorBody(message));
    }
    webSockets.handleUpgrade(request, connection, head, (webSocket) =>
      onConnection(webSocket, authorization, connection),
    );
  }

  function refuseTunnel(_request: IncomingMessage, connection: Duplex): void {
    connection.on('error', () => connection.destroy());
    unspoken.remove(connection);
    refuseUpgrade(connection, 405, errorBody('The daemon is no proxy.'));
  }

  server.on('request', answer);
  server.on('upgrade', upgrade);
  server.on('connect', refuseTunnel);
  server.on('connection', (connection) => {
    unspoken.add(connection);
    gateway.connected();
  });
  await listen(server, 'path' in where ? where : { host: '127.0.0.1', port: where.port });
  const port = portOf(server);

  let closed: Promise<void> | null = null;
  const stopListening = () => (closed ??= new Promise((resolve) => server.close(() => resolve())));
  return {
    port,
    refuse() {
      void stopListening();
      server.closeIdleConnections();
    },
    async close() {
      const done = stopListening();
      server.closeAllConnections();
      await done;
    },
  };
}

function listen(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number | null {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
