import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

// The Messages API as fast as can be: it answers by a word in the question and looks at nothing else.
const TEXT = 'x'.repeat(2000);
const MESSAGE = JSON.stringify({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-5-5',
  content: [{ type: 'text', text: TEXT }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 300, output_tokens: 500 },
});

const event = (type: string, fields: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const START =
  event('message_start', {
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-5-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 300, output_tokens: 1 },
    },
  }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
const delta = (text: string) =>
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
const end = (count: number) =>
  event('content_block_stop', { index: 0 }) +
  event('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: count },
  }) +
  event('message_stop', {});

/** Each delta holds the time at which it was written: `T<nanoseconds>T`. */
async function stream(response: ServerResponse, count: number, gapMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
  response.write(START);
  for (let n = 0; n < count; n += 1) {
    if (gapMs > 0) await sleep(gapMs);
    response.write(delta(`T${process.hrtime.bigint()}T tok`));
  }
  response.end(end(count));
}

/** The same bytes each time, for comparing what arrives. */
function same(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
  response.write(START);
  for (let n = 0; n < 50; n += 1) response.write(delta(` word ${n} 🐦`));
  response.end(`: a comment\n\n${end(50)}`);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (part: string) => (body += part));
  request.on('end', () => {
    if (body.includes('mode-burst')) void stream(response, 200, 0);
    else if (body.includes('mode-paced')) void stream(response, 40, 5);
    else if (body.includes('mode-same')) same(response);
    else {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(MESSAGE),
        'request-id': 'req_1',
      });
      response.end(MESSAGE);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ address: `http://127.0.0.1:${port}`, pid: process.pid });
});
