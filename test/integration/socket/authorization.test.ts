import { expect, test } from 'vitest';
import { bearer, connectTcp, connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { serve } from './serve.ts';

const hello = (token?: string) => ({ protocol: 1, ...(token === undefined ? {} : { token }) });

test('the Unix socket needs neither token nor hello', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
});

test('over TCP the token in the header is enough', async () => {
  await using served = await serve();
  using connection = await connectTcp(served.server.url, bearer(served.token));
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
});

test('over TCP the token in hello is enough, also for calls sent right behind it', async () => {
  await using served = await serve();
  using connection = await connectTcp(served.server.url);
  const [greeting, models] = await Promise.all([
    connection.call('hello', hello(served.token)),
    connection.call('models.list'),
  ]);
  expect(greeting.result).toEqual({
    protocol: 1,
    version: '9.9.9',
    pid: process.pid,
    demo: false,
    credentials: false,
  });
  expect(models.result).toEqual({ models: [] });
});

test.each([
  ['a wrong token in hello', 'hello', hello('not-the-token')],
  ['no token in hello', 'hello', hello()],
  ['another call before hello', 'history.list', {}],
  ['a call that does not exist', 'no.such', {}],
])('over TCP %s gets an error and close code 4401, and nothing else', async (_, method, params) => {
  await using served = await serve();
  using connection = await connectTcp(served.server.url);
  const answer = await connection.call(method, params);
  expect(answer.error).toMatchObject({ code: -32001, data: { code: 'unauthorized' } });
  expect((await connection.closed).code).toBe(4401);
  expect(connection.frames).toHaveLength(1);
});

test.each([
  [hello('not-the-token'), 'The token is wrong.'],
  [hello(), 'Call `hello` with the token first.'],
])('over TCP hello with %j is told what is amiss, and where the token stands', async (params, problem) => {
  await using served = await serve();
  using connection = await connectTcp(served.server.url);
  const { error } = await connection.call('hello', params);
  expect(error?.message).toBe(`${problem} It stands in daemon.json of the run folder.`);
});

test('over TCP a first frame that is no request closes with 4401', async () => {
  await using served = await serve();
  using connection = await connectTcp(served.server.url);
  connection.send('{');
  expect((await connection.closed).code).toBe(4401);
});

test.each(['Bearer not-the-token', 'Basic bm90LXRoZS10b2tlbg==', 'Bearer '])(
  'a wrong authorization header (%s) closes with 4401 before any call is answered',
  async (authorization) => {
    await using served = await serve();
    using connection = await connectTcp(served.server.url, { headers: { authorization } });
    connection.send({ jsonrpc: '2.0', id: 1, method: 'hello', params: hello(served.token) });
    expect((await connection.closed).code).toBe(4401);
    expect(connection.frames).toEqual([]);
  },
);

test('over TCP a connection that stays silent is closed with 4408', async () => {
  await using served = await serve({ limits: { helloTimeoutMs: 30 } });
  using connection = await connectTcp(served.server.url);
  expect((await connection.closed).code).toBe(4408);
});

test('a connection that has shown its token is not timed', async () => {
  // Time enough for a busy machine to bring the hello over.
  await using served = await serve({ limits: { helloTimeoutMs: 1_000 } });
  using known = await connectTcp(served.server.url);
  await known.call('hello', hello(served.token));
  using silent = await connectTcp(served.server.url);
  await silent.closed;
  expect((await known.call('models.list')).result).toEqual({ models: [] });
});

test('strangers beyond the limit are refused while clients still get in', async () => {
  await using served = await serve({ limits: { maxStrangers: 2 } });
  using _first = await connectTcp(served.server.url);
  using _second = await connectTcp(served.server.url);
  await expect(connectTcp(served.server.url)).rejects.toThrow('503');
  using client = await connectTcp(served.server.url, bearer(served.token));
  expect((await client.call('models.list')).result).toEqual({ models: [] });
});

test('only connections that may be here count as clients', async () => {
  await using served = await serve();
  using _stranger = await connectTcp(served.server.url);
  using known = await connectTcp(served.server.url, bearer(served.token));
  await known.call('models.list');
  expect(served.server.clients).toBe(1);
  known.webSocket.close();
  await poll('the client to be gone', () => served.server.clients === 0);
  expect(served.server.clients).toBe(0);
});

test.each([
  [2, 'restart it with `jackdaw daemon restart`'],
  [0, 'The client is the older one'],
])('protocol %i closes with 4426 and says which side to renew', async (protocol, advice) => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const answer = await connection.call('hello', { protocol });
  expect(answer.error).toMatchObject({ code: -32002, data: { code: 'protocol_mismatch' } });
  expect(answer.error?.message).toContain(advice);
  expect((await connection.closed).code).toBe(4426);
});

test('turns run on behalf of whom hello named, with the environment that hello brought', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', { request: { prompt: 'hi' } });
  await connection.call('hello', {
    protocol: 1,
    client: { name: 'a-script' },
    environment: { apiKey: 'own-key' },
  });
  await connection.call('turn.start', { request: { prompt: 'hi' } });
  expect(served.turns.started.map(({ caller }) => [caller.client, caller.upstream.apiKey])).toEqual([
    ['unknown', null],
    ['a-script', 'own-key'],
  ]);
  expect(served.environments).toEqual([undefined, { apiKey: 'own-key' }]);
});

test('a client that gives only its name is known by it', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('hello', { protocol: 1, client: 'a-script' });
  await connection.call('turn.start', { request: { prompt: 'hi' } });
  expect(served.turns.started.map(({ caller }) => caller.client)).toEqual(['a-script']);
});
