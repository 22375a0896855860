import net from 'node:net';
import type { Where } from './raw-web-socket.ts';

export interface ExchangeOptions {
  /** The client closes its side behind the text. */
  readonly halfClosed?: boolean;
}

/** Milliseconds until a connection that nobody closes counts as forgotten. */
const PATIENCE_MS = 30_000;

/** Sends raw bytes (`HOST` becomes the listener's own name), and gives all that the daemon says until it closes. */
export async function exchange(
  where: Where,
  text: string,
  { halfClosed = false }: ExchangeOptions = {},
): Promise<string> {
  const host = 'port' in where ? `127.0.0.1:${where.port}` : 'localhost';
  const socket = 'port' in where ? net.connect({ host: '127.0.0.1', port: where.port }) : net.connect(where);
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => {});
  const closed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
  const bytes = Buffer.from(text.replaceAll('HOST', host), 'latin1');
  if (halfClosed) socket.end(bytes);
  else socket.write(bytes);
  const inTime = await withPatience(closed, () => socket.destroy());
  return inTime === null ? `${answer} (and the connection stays open)` : answer;
}

/** Null where the outcome does not come in time. */
export async function withPatience<T>(outcome: Promise<T>, giveUp: () => void): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), PATIENCE_MS);
  const first = await Promise.race([outcome, late]);
  clearTimeout(timer);
  if (first === null) giveUp();
  return first;
}
