import type { Duplex } from 'node:stream';

/** Calls back, once, when more than `most` bytes have come over the connection. The returned function ends the watch. */
export function boundBytes(connection: Duplex, most: number, onExcess: () => void): () => void {
  let left = most;
  const count = (chunk: Buffer) => {
    left -= chunk.length;
    if (left >= 0) return;
    stop();
    onExcess();
  };
  const stop = () => void connection.off('data', count);
  connection.on('data', count);
  return stop;
}
