import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, replyJson } from './http-reply.ts';

export interface MetricsRoute {
  /** Whether this caller may read the figures: with the token on TCP, always on the Unix socket. */
  readonly mayRead: (authorization: string | undefined) => boolean;
  /** Null where there is no page. */
  readonly page: (() => Promise<{ readonly contentType: string; readonly text: string }>) | null;
}

/** `GET /metrics`, for Prometheus. */
export function answerMetrics(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { mayRead, page }: MetricsRoute,
): void {
  if (!mayRead(headers.authorization)) {
    response.setHeader('www-authenticate', 'Bearer');
    return replyJson(response, 401, errorBody('Send the token of daemon.json: `Authorization: Bearer …`.'));
  }
  if (page === null) return replyJson(response, 404, errorBody('There are no metrics here.'));
  page().then(
    ({ contentType, text }) => {
      response.writeHead(200, {
        'content-type': contentType,
        'content-length': Buffer.byteLength(text),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      response.end(text);
    },
    () => replyJson(response, 500, errorBody('The metrics could not be put together.')),
  );
}
