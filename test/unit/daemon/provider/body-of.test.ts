import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpFetch } from '../../../../packages/daemon/src/provider/http-fetch.ts';
import { poll } from '../../../support/poll.ts';

async function serve(answer: (response: ServerResponse) => void) {
  const server: Server = createServer((_request, response) => answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('what had come before the connection broke is read before the error is', async () => {
  let closed = false;
  await using server = await serve((response) => {
    response.once('close', () => (closed = true));
    response.write('one ');
    response.write('two ', () => response.write('three', () => response.socket?.end()));
  });
  const { body } = await createHttpFetch()(server.url);
  // The reader is late: the client's side has closed too, so all has come, and the error behind it.
  await poll('the connection to close', () => closed);

  const decoder = new TextDecoder();
  let text = '';
  const read = async () => {
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  await expect(read()).rejects.toThrow(/aborted/);
  expect(text).toBe('one two three');
});

test('a reader who takes their time is waited for, and gets everything', async () => {
  const part = 'x'.repeat(64 * 1024);
  await using server = await serve((response) => {
    for (let index = 0; index < 100; index += 1) response.write(part);
    response.end();
  });
  const { body } = await createHttpFetch()(server.url);
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    await new Promise(setImmediate);
  }
  expect(bytes).toBe(100 * part.length);
});

test('a reader who leaves closes the connection', async () => {
  let closed = false;
  await using server = await serve((response) => {
    response.on('close', () => (closed = true));
    response.write('begun');
  });
  const { body } = await createHttpFetch()(server.url);
  const reader = body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await poll('the connection to close', () => closed);
  expect(closed).toBe(true);
});
