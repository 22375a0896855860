import net from 'node:net';

/** Where the daemon listens. */
export type Where = { readonly path: string } | { readonly port: number };

/** How a connection ended: the code of its close frame, or null where there was none. */
export interface Closed {
  readonly code: number | null;
}

/** A WebSocket that sends any bytes at all, right or wrong. */
export interface RawWebSocket {
  write(bytes: Buffer): void;
  readonly closed: Promise<Closed>;
  destroy(): void;
}

const KEY = Buffer.from('0123456789abcdef').toString('base64');

/** Resolves when the upgrade is done. `onText` hears each text frame of the daemon. */
export function openRawWebSocket(
  where: Where,
  headers: Readonly<Record<string, string>>,
  onText: (text: string) => void = () => {},
): Promise<RawWebSocket> {
  const host = 'port' in where ? `127.0.0.1:${where.port}` : 'localhost';
  const fields = {
    host,
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-key': KEY,
    'sec-websocket-version': '13',
    ...headers,
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket =
      'port' in where ? net.connect({ host: '127.0.0.1', port: where.port }) : net.connect(where);
    let pending: Buffer = Buffer.alloc(0);
    let upgraded = false;
    let code: number | null = null;
    const closed = new Promise<Closed>((resolveClosed) =>
      socket.once('close', () => resolveClosed({ code })),
    );
    socket.setNoDelay(true);
    socket.on('error', (error) => (upgraded ? undefined : reject(error)));
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      if (!upgraded) {
        const end = pending.indexOf('\r\n\r\n');
        if (end === -1) return;
        const status = pending.subarray(0, 12).toString();
        if (status !== 'HTTP/1.1 101') return reject(new Error(`The upgrade was answered with ${status}.`));
        pending = pending.subarray(end + 4);
        upgraded = true;
        resolve({ write: (bytes) => void socket.write(bytes), closed, destroy: () => socket.destroy() });
      }
      pending = readFrames(pending, (opcode, payload) => {
        if (opcode === 1) onText(payload.toString());
        if (opcode !== 8) return;
        code = payload.length >= 2 ? payload.readUInt16BE(0) : null;
        socket.end();
      });
    });
    socket.on('end', () => socket.end());
    socket.write(`GET /ws HTTP/1.1\r\n${head.join('')}\r\n`);
  });
}

/** What a server sends is unmasked. Gives back what is no whole frame yet. */
function readFrames(bytes: Buffer, onFrame: (opcode: number, payload: Buffer) => void): Buffer {
  let place = 0;
  while (bytes.length - place >= 2) {
    const short = (bytes[place + 1] ?? 0) & 0x7f;
    const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - place < headBytes) break;
    const length =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(place + 2)
          : Number(bytes.readBigUInt64BE(place + 2));
    if (bytes.length - place < headBytes + length) break;
    onFrame((bytes[place] ?? 0) & 0x0f, bytes.subarray(place + headBytes, place + headBytes + length));
    place += headBytes + length;
  }
  return bytes.subarray(place);
}

export interface FrameParts {
  /** 1 text, 2 binary, 0 continuation, 8 close, 9 ping. */
  readonly opcode: number;
  readonly fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  readonly reserved?: number;
  readonly masked?: boolean;
  readonly payload: Buffer;
  /** What the head says of the payload's length, where that is a lie. */
  readonly length?: bigint;
}

/** A client's frame; its mask is zero, so that the payload stands there as it is. */
export function encodeFrame({
  opcode,
  fin = true,
  reserved = 0,
  masked = true,
  payload,
  length,
}: FrameParts): Buffer {
  const said = length ?? BigInt(payload.length);
  const mask = masked ? 0x80 : 0;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const head =
    said < 126n ? Buffer.from([first, mask | Number(said)]) : Buffer.alloc(said < 65_536n ? 4 : 10);
  if (said >= 126n) {
    head[0] = first;
    head[1] = mask | (said < 65_536n ? 126 : 127);
    if (said < 65_536n) head.writeUInt16BE(Number(said), 2);
    else head.writeBigUInt64BE(said, 2);
  }
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

export const textFrame = (text: string): Buffer => encodeFrame({ opcode: 1, payload: Buffer.from(text) });
