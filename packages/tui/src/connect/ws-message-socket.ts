import net from 'node:net';
import type { MessageSocket } from '@jackdaw/core/client';
import { JackdawError, LIMITS } from '@jackdaw/core/protocol';
import { WebSocket, type ClientOptions, type RawData } from 'ws';

/**
 * Opens a WebSocket over the daemon's Unix socket. Rejects with the system's own error (`ENOENT`, `ECONNREFUSED`)
 * where nobody listens.
 */
export function openSocket(socketPath: string, handshakeTimeoutMs: number): Promise<MessageSocket> {
  return new Promise((resolve, reject) => {
    // Not a `ws+unix:` address: that one cannot name a path with a space or a colon.
    const options: ClientOptions & { createConnection: () => net.Socket } = {
      // Its own timeout, too: `handshakeTimeout` only listens for the one of the connection.
      createConnection: () => net.connect({ path: socketPath, timeout: handshakeTimeoutMs }),
      // Ten times slower on a local socket, and nothing is far away.
      perMessageDeflate: false,
      maxPayload: LIMITS.maxFrameBytes,
      handshakeTimeout: handshakeTimeoutMs,
    };
    const socket = new WebSocket('ws://localhost/ws', options);
    // The first messages can come with the handshake, before anyone listens.
    const messageSocket = toMessageSocket(socket);
    socket.once('open', () => resolve(messageSocket));
    socket.once('error', reject);
  });
}

/** A WebSocket of the `ws` package as the client wants it. */
export function toMessageSocket(socket: WebSocket): MessageSocket {
  const early: string[] = [];
  let listener: ((text: string) => void) | null = null;
  let closed: { readonly code: number; readonly reason: string } | null = null;
  let onClose: ((code: number, reason: string) => void) | null = null;

  socket.on('message', (data: RawData) => {
    const text = textOf(data);
    if (listener === null) early.push(text);
    else listener(text);
  });
  // A `close` follows each error; it is what tells the client.
  socket.on('error', () => {});
  socket.once('close', (code: number, reason: Buffer) => {
    closed = { code, reason: reason.toString() };
    onClose?.(closed.code, closed.reason);
  });

  return {
    send: (text) =>
      new Promise((resolve, reject) => {
        socket.send(text, (error) => (error ? reject(connectionLost(error)) : resolve()));
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage(next) {
      listener = next;
      for (const text of early.splice(0)) next(text);
    },
    onClose(next) {
      onClose = next;
      if (closed !== null) next(closed.code, closed.reason);
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}

function connectionLost(cause: Error): JackdawError {
  return new JackdawError('daemon_unavailable', 'The connection to the daemon was lost. Try again.', {
    cause,
  });
}
