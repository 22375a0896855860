import net from 'node:net';
import { createClient, type JackdawClient, type MessageSocket } from '@jackdaw/core/client';
import type { DaemonFile, ErrorObject, NotificationOf } from '@jackdaw/core/protocol';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import { poll } from './poll.ts';

/** What a frame of the daemon may hold. */
export interface Frame {
  readonly id?: number | string | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: ErrorObject;
  readonly method?: string;
  readonly params?: Partial<NotificationOf<'turn.event'> & NotificationOf<'metrics.update'>>;
}

/** A bare connection that sends whatever a test wants sent. */
export interface RawConnection {
  readonly webSocket: WebSocket;
  /** All frames so far. */
  readonly frames: readonly Frame[];
  /** A string goes as it is, all else as JSON. */
  send(frame: unknown): void;
  /** One call, and its answer; ids are the connection's own. */
  call(method: string, params?: unknown): Promise<Frame>;
  /** The first frame, of those that have come or will, that fits. */
  find(fits: (frame: Frame) => boolean): Promise<Frame>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  [Symbol.dispose](): void;
}

/** Rejects with `Unexpected server response: 403` and the like where the upgrade is refused. */
export function connectUnix(socketPath: string, options: ClientOptions = {}): Promise<RawConnection> {
  const overSocket: ClientOptions & { createConnection: () => net.Socket } = {
    ...options,
    createConnection: () => net.connect({ path: socketPath }),
  };
  return open(new WebSocket('ws://localhost/ws', { perMessageDeflate: false, ...overSocket }));
}

export function connectTcp(url: string, options: ClientOptions = {}): Promise<RawConnection> {
  return open(new WebSocket(`${url.replace('http:', 'ws:')}/ws`, { perMessageDeflate: false, ...options }));
}

export const bearer = (token: string): ClientOptions => ({ headers: { authorization: `Bearer ${token}` } });

/** The typed client, over the Unix socket. */
export async function connectClient({ socket }: Pick<DaemonFile, 'socket'>): Promise<JackdawClient> {
  const { webSocket } = await connectUnix(socket);
  return createClient(messageSocket(webSocket));
}

function open(webSocket: WebSocket): Promise<RawConnection> {
  const frames: Frame[] = [];
  let nextId = 1;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    webSocket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  webSocket.on('message', (data) => frames.push(JSON.parse(textOf(data)) as Frame));
  const send = (frame: unknown) => webSocket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const find = (fits: (frame: Frame) => boolean) =>
    poll('a frame', () => frames.find(fits), { describe: () => JSON.stringify(frames) });
  const connection: RawConnection = {
    webSocket,
    frames,
    send,
    find,
    call(method, params) {
      const id = `call-${nextId++}`;
      send({ jsonrpc: '2.0', id, method, params });
      return find((frame) => frame.id === id);
    },
    closed,
    [Symbol.dispose]: () => webSocket.terminate(),
  };
  return new Promise((resolve, reject) => {
    webSocket.once('open', () => resolve(connection));
    webSocket.once('error', reject);
    webSocket.on('error', () => {});
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}

function messageSocket(webSocket: WebSocket): MessageSocket {
  return {
    send: (text) =>
      new Promise((resolve, reject) => {
        webSocket.send(text, (error) => (error === undefined || error === null ? resolve() : reject(error)));
      }),
    close: (code, reason) => webSocket.close(code, reason),
    onMessage: (listener) => void webSocket.on('message', (data) => listener(textOf(data))),
    onClose: (listener) => void webSocket.on('close', (code, reason) => listener(code, reason.toString())),
  };
}
