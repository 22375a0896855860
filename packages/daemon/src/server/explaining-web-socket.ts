import { WebSocket } from 'ws';
import { CLOSE_CODES } from '@jackdaw/core/protocol';

const MIB = 1024 * 1024;

/**
 * ws closes by itself on a frame that breaks the protocol or its bounds, and gives a code alone. The class that this
 * makes says what to do with it, in at most the 123 bytes that a close frame has room for.
 */
export function explainingWebSocket(maxFrameBytes: number): typeof WebSocket {
  const reasons = new Map<number | undefined, string>([
    [CLOSE_CODES.protocolError, 'The frame breaks the WebSocket protocol (RFC 6455).'],
    [CLOSE_CODES.invalidText, 'The text is not UTF-8. Send JSON as UTF-8.'],
    [
      CLOSE_CODES.tooLarge,
      `A frame may have ${Number((maxFrameBytes / MIB).toPrecision(2))} MiB at most. Send less at once.`,
    ],
  ]);
  return class ExplainingWebSocket extends WebSocket {
    override close(code?: number, reason: string | Buffer = reasons.get(code) ?? ''): void {
      super.close(code, reason);
    }
  };
}
