import type { ServerResponse } from 'node:http';
import { JackdawError } from '@jackdaw/core';

/** The tool at the other end of a response. */
export interface ClientConnection {
  /** Aborted when the tool has gone before its answer was whole. */
  readonly gone: AbortSignal;
  /**
   * Writes. A promise to wait for where the tool reads slowly, which fails where it reads nothing for too long. Throws the
   * reason of `gone`.
   */
  write(bytes: string | Uint8Array): void | Promise<void>;
}

export function connectionOf(response: ServerResponse, maxSilenceMs: number): ClientConnection {
  const leaving = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) leaving.abort(new JackdawError('cancelled', 'The tool has left.'));
  };
  if (response.closed) onClose();
  else response.once('close', onClose);
  // What is written to a connection that is gone has nobody to tell.
  response.on('error', () => {});

  function drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => () => {
        clearTimeout(silence);
        response.off('drain', onDrain);
        leaving.signal.removeEventListener('abort', onGone);
        settle();
      };
      const onDrain = done(resolve);
      const onGone = done(() => reject(leaving.signal.reason));
      // Its `close` follows, and with it the abort.
      const silence = setTimeout(() => response.destroy(), maxSilenceMs);
      response.once('drain', onDrain);
      leaving.signal.addEventListener('abort', onGone, { once: true });
    });
  }

  return {
    gone: leaving.signal,
    write(bytes) {
      leaving.signal.throwIfAborted();
      return response.write(bytes) ? undefined : drained();
    },
  };
}
