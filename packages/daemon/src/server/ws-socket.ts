import type { WebSocket } from 'ws';
import type { SessionSocket } from './session-socket.ts';

/** Bytes that the reason of a close frame may have (RFC 6455, 5.5: 125 with the code's two). */
const MAX_REASON_BYTES = 123;

export function createWsSocket(webSocket: WebSocket): SessionSocket {
  return {
    get bufferedBytes() {
      return webSocket.bufferedAmount;
    },
    send: (text, taken) => webSocket.send(text, taken),
    close: (code, reason) => webSocket.close(code, cut(reason)),
  };
}

function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  // A character cut in the middle reads as U+FFFD: leave it out.
  return bytes
    .subarray(0, MAX_REASON_BYTES - 3)
    .toString()
    .replace(/\uFFFD+$/, '');
}
