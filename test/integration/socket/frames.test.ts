import { expect, test } from 'vitest';
import { bearer, connectTcp, connectUnix, type RawConnection } from '../../support/connect.ts';
import { createScriptedTurns } from './scripted-turns.ts';
import { serve, type Served } from './serve.ts';

async function expectAlive(served: Served): Promise<void> {
  using connection = await connectUnix(served.socket);
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
}

async function answerTo(connection: RawConnection, text: string) {
  connection.send(text);
  return connection.find(() => true);
}

test.each([
  ['{', -32700, 'parse_error', null],
  ['', -32700, 'parse_error', null],
  ['null', -32600, 'invalid_frame', null],
  ['42', -32600, 'invalid_frame', null],
  ['[]', -32600, 'invalid_frame', null],
  ['[{"jsonrpc":"2.0","id":1,"method":"models.list"}]', -32600, 'invalid_frame', null],
  ['{"id":1,"method":"models.list"}', -32600, 'invalid_frame', 1],
  ['{"jsonrpc":"1.0","id":1,"method":"models.list"}', -32600, 'invalid_frame', 1],
  ['{"jsonrpc":"2.0","id":{},"method":"models.list"}', -32600, 'invalid_frame', null],
  ['{"jsonrpc":"2.0","id":"a","method":"models.list","params":[]}', -32602, 'invalid_request', 'a'],
  ['{"jsonrpc":"2.0","id":"a","method":"models.list","extra":1}', -32600, 'invalid_frame', 'a'],
  ['{"jsonrpc":"2.0","id":2,"method":"no.such"}', -32601, 'method_not_found', 2],
  ['{"jsonrpc":"2.0","id":2,"method":"constructor"}', -32601, 'method_not_found', 2],
  ['{"jsonrpc":"2.0","id":2,"method":"__proto__"}', -32601, 'method_not_found', 2],
  ['{"jsonrpc":"2.0","id":2,"method":"ask"}', -32602, 'invalid_request', 2],
])('%s is answered with its error, and the connection goes on', async (text, rpcCode, code, id) => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const answer = await answerTo(connection, text);
  expect(answer).toMatchObject({
    jsonrpc: '2.0',
    id,
    error: { code: rpcCode, data: { code, retryable: false } },
  });
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
});

test.each([
  [{ request: { prompt: 'hi', maxTokens: 'many' } }, 'request.maxTokens: expected number'],
  [{ request: { prompt: 'hi', cache: { mode: 'sometimes' } } }, 'request.cache.mode: expected one of "use"'],
  [{ request: { prompt: 'hi', colour: 'red' } }, 'request: Unrecognized key: "colour"'],
  [{ request: {} }, 'Give either `prompt` or `messages`'],
  [{ request: { messages: [{ role: 'user', content: 7 }] } }, 'request.messages.0.content: expected string'],
  [{}, 'request: expected object'],
])('wrong parameters are named with their place and what is expected: %j', async (params, expected) => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const { error } = await connection.call('ask', params);
  expect(error?.message).toContain(expected);
  expect(served.turns.started).toEqual([]);
});

test('a call without an id is done and never answered, whatever becomes of it', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  connection.send({ jsonrpc: '2.0', method: 'turn.start', params: { request: { prompt: 'hi' } } });
  connection.send({ jsonrpc: '2.0', method: 'ask', params: { request: {} } });
  connection.send({ jsonrpc: '2.0', method: 'no.such' });
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
  await expect.poll(() => served.turns.started).toHaveLength(1);
  expect(connection.frames.filter(({ id }) => id !== undefined)).toHaveLength(1);

  using stranger = await connectTcp(served.server.url);
  stranger.send({ jsonrpc: '2.0', method: 'models.list' });
  expect((await stranger.closed).code).toBe(4401);
  expect(stranger.frames).toEqual([]);
});

test('a binary frame closes with 1003', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  connection.webSocket.send(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"models.list"}'));
  expect((await connection.closed).code).toBe(1003);
  await expectAlive(served);
});

test.each(['a client', 'a stranger'])(
  'a frame of 64 MB from %s closes with 1009 and what to do, and the daemon stays',
  async (who) => {
    // Its size is what ends it, however long a busy machine takes to bring it over.
    await using served = await serve({ limits: { helloTimeoutMs: 60_000 } });
    using connection = await connectTcp(served.server.url, who === 'a client' ? bearer(served.token) : {});
    connection.webSocket.send('x'.repeat(64 * 1024 * 1024));
    const closed = { code: 1009, reason: 'A frame may have 16 MiB at most. Send less at once.' };
    expect(await connection.closed).toMatchObject(closed);
    await expectAlive(served);
  },
);

test('text that is not UTF-8 closes with 1007', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  connection.webSocket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect((await connection.closed).code).toBe(1007);
  await expectAlive(served);
});

test('JSON nested without end is refused as too large', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  for (const depth of [100, 1_000_000]) {
    const schema = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    connection.send(
      `{"jsonrpc":"2.0","id":${depth},"method":"ask","params":{"request":{"prompt":"hi","schema":${schema}}}}`,
    );
    const answer = await connection.find(({ id }) => id === depth);
    expect(answer.error?.data?.code).toBe('too_large');
  }
  expect(served.turns.started).toEqual([]);
});

test('a key named __proto__ changes no prototype', async () => {
  await using served = await serve({ turns: createScriptedTurns((turn) => turn.end()) });
  using connection = await connectUnix(served.socket);
  const hostile = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  for (const [id, field] of ['schema', 'metadata', 'thinking'].entries()) {
    connection.send(
      `{"jsonrpc":"2.0","id":${id},"method":"ask","params":{"__proto__":{"polluted":true},"request":{"prompt":"hi","${field}":${hostile}}}}`,
    );
    await connection.find((frame) => frame.id === id);
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  for (const { request } of served.turns.started) expect(Reflect.get(request, 'polluted')).toBeUndefined();
});

test('two calls may carry the same id: each is answered', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const call = { jsonrpc: '2.0', id: 7, method: 'models.list' };
  connection.send(call);
  connection.send(call);
  await connection.call('models.list');
  expect(connection.frames.filter(({ id }) => id === 7)).toHaveLength(2);
});

test('what breaks inside is told without its stack, and without paths of the source', async () => {
  await using served = await serve({
    handlers: {
      'cache.stats': async () => {
        throw new TypeError('undefined is not a function');
      },
    },
  });
  using connection = await connectUnix(served.socket);
  const { error } = await connection.call('cache.stats');
  expect(error).toMatchObject({ code: -32603, data: { code: 'internal' } });
  expect(JSON.stringify(error)).not.toMatch(/\bat .*:\d+|\.ts\b/);
});

test('a result larger than a frame is told as too large', async () => {
  await using served = await serve({
    limits: { maxFrameBytes: 1000 },
    handlers: { 'history.export': async () => ({ text: 'x'.repeat(2000) }) },
  });
  using connection = await connectUnix(served.socket);
  expect((await connection.call('history.export', { id: 'a' })).error?.data?.code).toBe('too_large');
});

test('shutdown is answered before it happens', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  expect((await connection.call('shutdown')).result).toEqual({});
  expect(served.shutdowns).toBe(1);
});
