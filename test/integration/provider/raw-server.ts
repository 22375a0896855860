import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

export interface RawServer {
  readonly url: string;
  readonly host: string;
  /** Everything that came in, with its headers and parsed body. */
  readonly requests: {
    readonly headers: IncomingMessage['headers'];
    readonly url: string;
    readonly body: unknown;
    /** The body as it came. */
    readonly text: string;
  }[];
  /** Monotonic times at which a client closed its connection before the answer was over. */
  readonly closedAt: number[];
  readonly connections: () => number;
}

/** A bare HTTP server that answers as it is told; gone when the test has ended. */
export async function startRawServer(
  answer: (response: ServerResponse, request: IncomingMessage) => void | Promise<void>,
): Promise<RawServer> {
  const requests: { headers: IncomingMessage['headers']; url: string; body: unknown; text: string }[] = [];
  const closedAt: number[] = [];
  let connections = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.setEncoding('utf8');
    for await (const chunk of request) text += chunk;
    requests.push({ headers: request.headers, url: request.url ?? '', body: JSON.parse(text), text });
    response.once('close', () => {
      if (!response.writableEnded) closedAt.push(performance.now());
    });
    await answer(response, request);
  };
  const server = createServer((request, response) => void serve(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host = `127.0.0.1:${address.port}`;
  return { url: `http://${host}`, host, requests, closedAt, connections: () => connections };
}

export const EVENT_STREAM = { 'content-type': 'text/event-stream', 'request-id': 'req_test' };

export function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

export const START = event({
  type: 'message_start',
  message: { id: 'msg', model: 'model-a', usage: { input_tokens: 10, output_tokens: 1 } },
});

export function textBlock(text: string, index = 0): string {
  return [
    event({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } }),
    event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text } }),
    event({ type: 'content_block_stop', index }),
  ].join('');
}

export function end(stopReason = 'end_turn', usage: object | null = { output_tokens: 5 }): string {
  const delta = {
    type: 'message_delta',
    delta: { stop_reason: stopReason },
    ...(usage === null ? {} : { usage }),
  };
  return event(delta) + event({ type: 'message_stop' });
}
