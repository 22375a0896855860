import type { IncomingMessage } from 'node:http';
import { JackdawError } from '@jackdaw/core';
import { readToEnd } from '../../provider/read-to-end.ts';

/** Reads the bodies of requests, so many bytes of one and so many of all at once. */
export interface BodyReader {
  /** The body as text. Throws `too_large`, `queue_full` where the others leave no room, `invalid_request` where it is no UTF-8. */
  read(request: IncomingMessage): Promise<string>;
}

export interface BodyBounds {
  readonly maxBodyBytes: number;
  readonly maxBodyBytesInAll: number;
}

const ROOM_AGAIN_MS = 1_000;

export function createBodyReader({ maxBodyBytes, maxBodyBytesInAll }: BodyBounds): BodyReader {
  let held = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });

  function take(bytes: number, before: number): void {
    if (before + bytes > maxBodyBytes) throw tooLarge(maxBodyBytes);
    if (held + bytes > maxBodyBytesInAll) {
      const message = 'Too many large requests are being read at once. Send this one again in a moment.';
      throw new JackdawError('queue_full', message, { retryAfterMs: ROOM_AGAIN_MS });
    }
    held += bytes;
  }

  return {
    async read(request) {
      const { 'content-length': length, 'content-encoding': encoding } = request.headers;
      if (encoding !== undefined && encoding !== 'identity') {
        throw new JackdawError('invalid_request', 'Send the body as it is, not compressed.');
      }
      if (Number(length ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
      const chunks: Buffer[] = [];
      let bytes = 0;
      try {
        await readToEnd(request, (chunk) => {
          take(chunk.length, bytes);
          bytes += chunk.length;
          chunks.push(chunk);
        });
        const [first] = chunks;
        return decoder.decode(chunks.length === 1 ? first : Buffer.concat(chunks));
      } catch (error) {
        if (error instanceof TypeError) {
          throw new JackdawError('invalid_request', 'The body is not UTF-8.', { cause: error });
        }
        throw error;
      } finally {
        held -= bytes;
      }
    },
  };
}

function tooLarge(maxBodyBytes: number): JackdawError {
  const most = Math.floor(maxBodyBytes / 1024 / 1024);
  return new JackdawError('too_large', `The request has more than ${most} MiB. Shorten it or attach less.`);
}
