import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Milliseconds that a refused peer has to read why and to close. */
const FAREWELL_MS = 1_000;

export function replyJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    // Whoever asks wrongly once gets no second request on this connection: what follows may not be one.
    ...(status < 400 ? {} : { connection: 'close' }),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** Answers a request to upgrade that is refused: there is no response object, the bare connection is all. */
export function refuseUpgrade(connection: Duplex, status: number, body: object): void {
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  connection.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  // Node no longer times a connection that asked to upgrade: one whose other end stays open would stay for ever.
  connection.resume();
  const timer = setTimeout(() => connection.destroy(), FAREWELL_MS);
  connection.once('end', () => connection.destroy()).once('close', () => clearTimeout(timer));
}

export function errorBody(message: string): object {
  return { error: { message } };
}
