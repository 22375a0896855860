import type { IncomingMessage } from 'node:http';

/**
 * Reads what is left of a body and forgets it: who sends all of it before they read would else find a broken connection
 * in place of the answer. Resolves at its end, when the connection is gone, or after `maxBytes`.
 */
export function discardRest(request: IncomingMessage, maxBytes: number): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve();
    let left = maxBytes;
    const stop = () => {
      request.off('data', onData).off('end', stop).off('close', stop).off('error', stop);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      left -= chunk.length;
      if (left >= 0) return;
      request.pause();
      stop();
    };
    request.on('data', onData).on('end', stop).on('close', stop).on('error', stop).resume();
  });
}
