import type { ServerResponse } from 'node:http';
import { JackdawError } from '@jackdaw/core';

/** The tool at the other end of a response. */
export interface ClientConnection {
  /**
   * Writes. A promise to wait for where the tool reads slowly, which fails with `LEFT` where it goes, or reads nothing for too
   * long. Throws `LEFT` where it has gone.
   */
  write(bytes: string | Uint8Array): void | Promise<void>;
}

const LEFT = new JackdawError('cancelled', 'The tool has left.');

/** Calls `onGone` once, where the tool goes before its answer is whole; not before this returns. */
export function whenGone(response: ServerResponse, onGone: () => void): void {
  const onClose = () => {
    if (!response.writableFinished) onGone();
  };
  if (response.closed) queueMicrotask(onClose);
  else response.on('close', onClose);
}

/** Aborted with `LEFT` where the tool goes before its answer is whole. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const leaving = new AbortController();
  if (response.closed) leaving.abort(LEFT);
  else whenGone(response, () => leaving.abort(LEFT));
  return leaving.signal;
}

export function connectionOf(response: ServerResponse, maxSilenceMs: number): ClientConnection {
  // What is written to a connection that is gone has nobody to tell.
  response.on('error', () => {});

  function drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => () => {
        clearTimeout(silence);
        response.off('drain', onDrain);
        response.off('close', onLeave);
        settle();
      };
      const onDrain = done(resolve);
      const onLeave = done(() => reject(LEFT));
      // Its `close` follows.
      const silence = setTimeout(() => response.destroy(), maxSilenceMs);
      response.once('drain', onDrain);
      response.once('close', onLeave);
    });
  }

  return {
    write(bytes) {
      if (response.closed) throw LEFT;
      return response.write(bytes) ? undefined : drained();
    },
  };
}
