import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startSimulator } from '@jackdaw/daemon/simulator';
import { findLocalServers, lookAtServer } from '../../../../packages/tui/src/servers/index.ts';

const QUESTION = { key: 'test-key', auth: 'bearer', env: {}, patienceMs: 20_000 } as const;

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

test('a server of the Messages API is known by its models and by what it says to an empty message', async () => {
  const simulator = await startSimulator({ adminPort: false });
  try {
    const look = await lookAtServer({ ...QUESTION, address: simulator.url });
    expect(look).toMatchObject({ kind: 'speaks', models: expect.arrayContaining([expect.any(String)]) });
  } finally {
    await simulator.close();
  }
});

test('a key that is not accepted, a page, and trouble are told apart', async () => {
  await using strict = await serve((_request, response) => response.writeHead(401).end('{}'));
  expect(await lookAtServer({ ...QUESTION, address: strict.address })).toEqual({
    kind: 'key-rejected',
    status: 401,
  });
  await using page = await serve((_request, response) => response.writeHead(404).end('<html>'));
  expect(await lookAtServer({ ...QUESTION, address: page.address })).toEqual({ kind: 'other', status: 404 });
  await using busy = await serve((_request, response) => response.writeHead(529).end('{}'));
  expect(await lookAtServer({ ...QUESTION, address: busy.address })).toEqual({
    kind: 'troubled',
    status: 529,
  });
});

test('where nobody listens, or nothing is said in time, the reason is in words', async () => {
  const gone = await serve((_request, response) => response.end());
  await gone[Symbol.asyncDispose]();
  expect(await lookAtServer({ ...QUESTION, address: gone.address })).toEqual({
    kind: 'unreachable',
    reason: 'nobody listens there',
  });
  await using silent = await serve(() => {});
  expect(await lookAtServer({ ...QUESTION, address: silent.address, patienceMs: 50 })).toEqual({
    kind: 'unreachable',
    reason: 'it does not answer within 0.05 s',
  });
});

test('this machine is looked at without a key, and only who speaks the API is listed', async () => {
  const keys: unknown[] = [];
  await using local = await serve((request, response) => {
    keys.push(request.headers.authorization, request.headers['x-api-key']);
    const isList = request.url?.startsWith('/v1/models') === true;
    response.writeHead(isList ? 200 : 400).end(isList ? '{"data":[{"id":"llama"}]}' : '{"type":"error"}');
  });
  await using page = await serve((_request, response) => response.end('<html>'));
  const found = await findLocalServers({}, [
    { name: 'Local', port: local.port },
    { name: 'Page', port: page.port },
  ]);
  expect(found).toMatchObject([{ name: 'Local', address: local.address, look: { models: ['llama'] } }]);
  expect(keys.every((key) => key === undefined)).toBe(true);
});
