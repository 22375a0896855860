import net from 'node:net';
import { expect, test } from 'vitest';
import { exchange } from '../../fault/support/fuzz/exchange.ts';
import { bearer, connectTcp, connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { serve, type Served } from './serve.ts';

const place = ({ server }: Served) => ({ port: Number(new URL(server.url).port) });
const health = 'GET /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n';
const lastHealth = 'GET /healthz HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n';
const statusesOf = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

/** A connection that sends this much and then stays. */
async function openSilent(
  served: Served,
  text = '',
): Promise<{ readonly socket: net.Socket; readonly said: () => string }> {
  const socket = net.connect({ host: '127.0.0.1', ...place(served), allowHalfOpen: true });
  let said = '';
  socket.on('error', () => {}).on('data', (chunk) => (said += chunk.toString()));
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(text.replaceAll('HOST', `127.0.0.1:${place(served).port}`));
  return { socket, said: () => said };
}

test('the daemon listens at 127.0.0.1 and at no other address of this machine', async () => {
  await using served = await serve();
  // All of 127.0.0.0/8 is this machine: a listener on every address would answer here too.
  const outcome = await new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.2', ...place(served) });
    socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
});

test('requests that come in one piece are answered one after the other', async () => {
  await using served = await serve();
  expect(statusesOf(await exchange(place(served), health + health + lastHealth))).toEqual([200, 200, 200]);
});

test.each([
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 400],
  ['a length and an encoding', 'Content-Length: 5\r\nTransfer-Encoding: chunked', 400],
  ['a body', 'Content-Length: 5', 413],
  ['a body in chunks', 'Transfer-Encoding: chunked', 413],
  ['a second Host', 'Host: evil.example', 400],
  ['a second Authorization', 'Authorization: Bearer a\r\nAuthorization: Bearer b', 400],
  ['a second Origin', 'Origin: http://a\r\nOrigin: http://b', 400],
])('a request with %s is refused, and what follows it is not answered', async (_, headers, status) => {
  await using served = await serve({ allowedOrigins: ['http://a'] });
  const request = `GET /healthz HTTP/1.1\r\nHost: HOST\r\n${headers}\r\n\r\n0\r\n\r\n`;
  expect(statusesOf(await exchange(place(served), request + health))).toEqual([status]);
});

test.each(['GET http://HOST/healthz', 'GET http://evil.example/healthz', 'OPTIONS *'])(
  'the target of %s is not a path, and refused',
  async (target) => {
    await using served = await serve();
    const answer = await exchange(place(served), `${target} HTTP/1.1\r\nHost: HOST\r\n\r\n${health}`);
    expect(statusesOf(answer)).toEqual([400]);
  },
);

test('the daemon is no proxy, and says so', async () => {
  await using served = await serve();
  const answer = await exchange(place(served), 'CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 405[^]*no proxy/);
});

test('an upgrade may have no body: it would be read as the first frames', async () => {
  await using served = await serve();
  const headers = { ...bearer(served.token).headers, 'content-length': '5' };
  await expect(connectTcp(served.server.url, { headers })).rejects.toThrow('413');
});

test.each([
  ['nothing at all', ''],
  ['headers that never end', 'GET /healthz HTTP/1.1\r\nHost: HOST\r\n'],
])('a connection that sends %s is closed after a while', async (_, text) => {
  await using served = await serve({ limits: { headersTimeoutMs: 40 } });
  const { socket, said } = await openSilent(served, text);
  await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  expect(statusesOf(said())).toEqual([408]);
  socket.destroy();
});

test('a refused upgrade whose other end never closes is closed all the same', async () => {
  await using served = await serve();
  const refused = 'GET /other HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  const { socket, said } = await openSilent(served, refused);
  await poll('the refusal', () => statusesOf(said()).length === 1);
  // This side stays open: writing goes on until the other has gone.
  const gone = new Promise((resolve) => socket.once('close', () => resolve('gone')));
  await poll('the end of the connection', () => {
    socket.write('.');
    return socket.destroyed;
  });
  expect(await gone).toBe('gone');
});

test('whoever opens connections without end shuts out nobody but itself', async () => {
  // Nothing but the bound may close them.
  await using served = await serve({ limits: { maxUnspoken: 8, headersTimeoutMs: 600_000 } });
  const silent: Awaited<ReturnType<typeof openSilent>>[] = [];
  let ended = 0;
  for (let count = 0; count < 40; count += 1) {
    const one = await openSilent(served);
    one.socket.once('end', () => (ended += 1));
    silent.push(one);
  }
  using client = await connectTcp(served.server.url, bearer(served.token));
  expect((await client.call('models.list')).result).toEqual({ models: [] });
  await poll('the oldest to be closed', () => ended >= 32);
  for (const { socket } of silent) socket.destroy();
});

test('connections that became WebSockets do not count as silent ones', async () => {
  await using served = await serve({ limits: { maxUnspoken: 2 } });
  using first = await connectTcp(served.server.url, bearer(served.token));
  using second = await connectUnix(served.socket);
  for (let count = 0; count < 5; count += 1) (await openSilent(served)).socket.destroy();
  expect((await first.call('models.list')).result).toEqual({ models: [] });
  expect((await second.call('models.list')).result).toEqual({ models: [] });
});
