import type { IncomingMessage } from 'node:http';

/**
 * Hands over every piece of a body, and resolves at its end. Rejects with what `onChunk` throws, which hears no more then,
 * or with the connection's error. By events: an iterator over the body takes several times longer for a small one.
 */
export function readToEnd(message: IncomingMessage, onChunk: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const onBreak = () => reject(message.errored ?? new Error('The connection ended before the body did.'));
    // An error or a close that has been told already is not told again.
    if (message.destroyed) return onBreak();
    const onData = (chunk: Buffer) => {
      try {
        onChunk(chunk);
      } catch (error) {
        message.off('data', onData).pause();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const onEnd = () => {
      // The close that follows is no break, and an error that nobody gets costs its stack.
      message.off('close', onBreak);
      resolve();
    };
    // Each of these happens once by itself, and `once` would wrap it.
    message.on('data', onData).on('end', onEnd).on('error', reject).on('close', onBreak);
  });
}
