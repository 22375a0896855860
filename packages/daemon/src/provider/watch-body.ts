import type { Fetch } from './http-fetch.ts';
import { stalled } from './stalled.ts';

/**
 * The same `fetch`, whose bodies fail with `stalled` and close their connection when a byte is awaited for `stallMs`.
 * Bytes are watched, not events: pings are bytes, so a model that thinks is not stalled.
 */
export function watchBodies(fetch: Fetch, stallMs: number): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(watch(response.body, stallMs), { status, statusText, headers });
  };
}

function watch(body: ReadableStream<Uint8Array>, stallMs: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const timer = setTimeout(() => {
          controller.error(stalled(stallMs));
          reader.cancel().catch(() => {}); // closes the connection, which may have failed by itself
        }, stallMs);
        try {
          const { done, value } = await reader.read();
          if (value !== undefined) controller.enqueue(value);
          // After a stall the stream has its error already, and cannot be closed.
          else if (done && controller.desiredSize !== null) controller.close();
        } finally {
          clearTimeout(timer);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // No reading ahead: the time that a slow reader takes is not the server's silence.
    { highWaterMark: 0 },
  );
}
