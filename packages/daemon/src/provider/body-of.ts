import type { IncomingMessage } from 'node:http';
import { endless } from './endless.ts';

/** Chunks that may wait for their reader; then the server is told to wait, by not being read. */
const MOST_CHUNKS = 64;

/**
 * The body of a response as a web stream. What had come before the connection broke is handed on before the error is: a
 * stream's own queue would be thrown away with it, and with it words and counts that the upstream has billed. Fails with
 * `upstream_error` above `mostBytes`. `onEnd` is called at least once when no more will come.
 */
export function bodyOf(
  message: IncomingMessage,
  mostBytes: number,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let ending: { readonly error: Error | null } | null = null;
  let cancelled = false;
  let wake = () => {};

  function end(error: Error | null): void {
    onEnd();
    ending ??= { error };
    wake();
  }

  message.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > mostBytes) return void message.destroy(endless(mostBytes));
    chunks.push(chunk);
    if (chunks.length >= MOST_CHUNKS) message.pause();
    return wake();
  });
  message.once('end', () => end(null));
  // Not `once`: what comes after the first error has nobody left to tell.
  message.on('error', end);

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (chunks.length === 0 && ending === null && !cancelled) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        if (cancelled) return;
        const chunk = chunks.shift();
        if (chunk !== undefined) {
          controller.enqueue(chunk);
          if (chunks.length === 0) message.resume();
        } else if (ending?.error) {
          controller.error(ending.error);
        } else {
          controller.close();
        }
      },
      cancel() {
        cancelled = true;
        onEnd();
        message.destroy();
        wake();
      },
    },
    // No queue beside our own.
    { highWaterMark: 0 },
  );
}
