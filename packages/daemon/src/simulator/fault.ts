import type { Socket } from 'node:net';
import { errorEventData } from './error-body.ts';
import type { ResponseBody } from './response-body.ts';
import type { Fault, Wire } from './scenario.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import { encodeEvent } from './wire.ts';

/** Thrown inside of a response to say that a fault has ended it; nothing more may be written. */
export class FaultEnd extends Error {
  override readonly name = 'FaultEnd';
}

/** Where a fault strikes, with the default filled in: in place of event 4, so that two deltas have been seen. */
export function faultPlace(fault: Fault): NonNullable<Fault['at']> {
  return fault.at ?? { event: 4 };
}

/** A page as a proxy in front of the API would send it. */
export const htmlPage =
  '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n';

/** Ends a connection before any header was sent, or holds it for as long as the client or `forMs` lets it. */
export async function strikeBeforeHeaders(
  fault: Fault,
  socket: Socket,
  clock: SimulatorClock,
  signal: AbortSignal,
): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      socket.resetAndDestroy();
      throw new FaultEnd();
    case 'fin':
      socket.end();
      throw new FaultEnd();
    case 'stall':
      return hold(fault, clock, signal);
    default:
      // The other kinds need a response to strike; they wait for its first event.
      return undefined;
  }
}

/** Strikes inside the body. Returns when the body may go on; throws `FaultEnd` when the response is over. */
export async function strikeInBody(
  fault: Fault,
  body: ResponseBody,
  socket: Socket | null,
  wire: Wire | undefined,
  clock: SimulatorClock,
  signal: AbortSignal,
): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      await body.flush();
      await body.drained();
      socket?.resetAndDestroy();
      throw new FaultEnd();
    case 'fin':
      await body.flush();
      await body.drained();
      socket?.end();
      throw new FaultEnd();
    case 'stall':
      await body.flush();
      return hold(fault, clock, signal);
    case 'bad-json':
      return body.write(
        encodeEvent('content_block_delta', '{"type":"content_block_delta","index":0,"del', wire),
      );
    case 'error-event': {
      const data = errorEventData({ type: fault.errorType, message: fault.message });
      await body.write(encodeEvent('error', data, wire));
      await body.end();
      throw new FaultEnd();
    }
    case 'html':
      await body.write(Buffer.from(htmlPage));
      await body.end();
      throw new FaultEnd();
    case 'clean-end':
    case 'missing-message-stop':
      await body.end();
      throw new FaultEnd();
    default:
      return fault.kind satisfies never;
  }
}

/** Sends nothing: for `forMs`, else until the connection is gone. */
async function hold(fault: Fault, clock: SimulatorClock, signal: AbortSignal): Promise<void> {
  if (fault.forMs !== undefined) return clock.sleep(fault.forMs, signal);
  return new Promise<void>((_resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    return signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
