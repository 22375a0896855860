import { request } from 'node:http';
import { expect, test } from 'vitest';
import { bearer, connectTcp, connectUnix } from '../../support/connect.ts';
import { serve, type Served } from './serve.ts';

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Over TCP, or over the Unix socket where `socketPath` is given. */
function get(url: string, headers: Record<string, string> = {}, socketPath?: string, method = 'GET') {
  return new Promise<Reply>((resolve, reject) => {
    const options = { method, headers, agent: false, ...(socketPath === undefined ? {} : { socketPath }) };
    const call = request(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject).end();
  });
}

const ports = (served: Served) => new URL(served.server.url).port;

test('no web page connects: an Origin is refused on both sockets, token or not', async () => {
  await using served = await serve();
  const page = { headers: { ...bearer(served.token).headers, origin: 'https://example.com' } };
  await expect(connectTcp(served.server.url, page)).rejects.toThrow('403');
  await expect(connectUnix(served.socket, page)).rejects.toThrow('403');
  await expect(connectUnix(served.socket, { headers: { origin: 'null' } })).rejects.toThrow('403');
  expect((await get(`${served.server.url}/healthz`, { origin: 'https://example.com' })).status).toBe(403);
});

test('an Origin that the config allows connects, and still needs the token', async () => {
  await using served = await serve({ allowedOrigins: ['https://example.com'] });
  const origin = 'https://example.com';
  using known = await connectTcp(served.server.url, {
    headers: { ...bearer(served.token).headers, origin },
  });
  expect((await known.call('models.list')).result).toEqual({ models: [] });
  using stranger = await connectTcp(served.server.url, { headers: { origin } });
  expect((await stranger.call('models.list')).error?.data?.code).toBe('unauthorized');
});

test.each([
  'evil.example',
  'evil.example:PORT',
  'localhost.evil.example:PORT',
  '127.0.0.1:PORT.evil.example',
])('a name that is not this machine’s own, %s, is refused', async (name) => {
  await using served = await serve();
  const host = name.replace('PORT', ports(served));
  const options = { headers: { ...bearer(served.token).headers, host } };
  await expect(connectTcp(served.server.url, options)).rejects.toThrow('421');
  expect((await get(`${served.server.url}/healthz`, { host })).status).toBe(421);
});

test('a foreign name is refused on the Unix socket too', async () => {
  await using served = await serve();
  await expect(connectUnix(served.socket, { headers: { host: 'evil.example' } })).rejects.toThrow('421');
});

test('a loopback name is let in with our port, without one, and with that of a tunnel to us', async () => {
  await using served = await serve();
  for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
    for (const host of [`${name}:${ports(served)}`, name, `${name}:8080`]) {
      expect(await get(`${served.server.url}/healthz`, { host })).toMatchObject({ status: 200 });
    }
  }
});

test('/healthz says that the daemon lives and nothing more, without a token', async () => {
  await using served = await serve();
  const expected = { status: 200, body: '{"ok":true,"version":"9.9.9"}' };
  expect(await get(`${served.server.url}/healthz`)).toEqual(expected);
  expect(await get('http://localhost/healthz', {}, served.socket)).toEqual(expected);
  expect(await get(`${served.server.url}/healthz`, {}, undefined, 'HEAD')).toEqual({ status: 200, body: '' });
});

test('an idle connection is kept for longer than clients keep theirs', async () => {
  await using served = await serve();
  const response = await fetch(`${served.server.url}/healthz`);
  await response.text();
  expect(response.headers.get('keep-alive')).toBe('timeout=75');
});

test.each([
  ['GET', '/', 404],
  ['GET', '/v2/models', 404],
  ['GET', '/v1/models', 401],
  ['POST', '/chat', 401],
  ['POST', '/healthz', 404],
  ['GET', '/healthz/more', 404],
  ['GET', '/ws', 426],
])('%s %s is answered with %i in JSON', async (method, path, status) => {
  await using served = await serve();
  const reply = await get(`${served.server.url}${path}`, {}, undefined, method);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.body).error.message).toBeTypeOf('string');
});

test('an upgrade on another path is refused', async () => {
  await using served = await serve();
  await expect(connectTcp(`${served.server.url}/other`, bearer(served.token))).rejects.toThrow('404');
});

test('a header without end is refused, and the daemon stays', async () => {
  await using served = await serve();
  const outcome = await get(`${served.server.url}/healthz`, { long: 'x'.repeat(64 * 1024) }).then(
    ({ status }) => status,
    () => 'cut off',
  );
  expect([431, 'cut off']).toContain(outcome);
  expect((await get(`${served.server.url}/healthz`)).status).toBe(200);
});
