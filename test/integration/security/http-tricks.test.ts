import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { serve, type Served } from '../socket/serve.ts';

/** All that the daemon answers to these bytes, until it closes the connection. */
function answerTo(served: Served, bytes: string): Promise<string> {
  const { port } = new URL(served.server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port: Number(port) }, () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const statusesOf = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);

const SECOND = 'GET /healthz HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n';

// RFC 9112, 6.1 and 11.2: a message whose end two readers see in two places.
test.each([
  ['two kinds of length', `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`],
  ['two lengths', `Content-Length: 0\r\nContent-Length: 7\r\n\r\n${SECOND}`],
  ['a length with a sign', `Content-Length: +0\r\n\r\n${SECOND}`],
  ['a coding that is none', `Transfer-Encoding: xchunked\r\n\r\n${SECOND}`],
  ['chunked, and not last', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${SECOND}`],
  ['a space before the colon', `Content-Length : 0\r\n\r\n${SECOND}`],
  ['a folded line', `X-A: b\r\n Content-Length: 9\r\n\r\n${SECOND}`],
  ['a bare line feed in a value', `X-A: b\nContent-Length: 9\r\n\r\n${SECOND}`],
  ['a bare carriage return in a value', `X-A: b\rContent-Length: 9\r\n\r\n${SECOND}`],
])('%s: the request is refused, and what follows it is no request', async (_, rest) => {
  await using served = await serve();
  const { host } = new URL(served.server.url);
  const bytes = `POST /healthz HTTP/1.1\r\nHost: HOST\r\n${rest}`.replaceAll('HOST', host);
  const statuses = statusesOf(await answerTo(served, bytes));
  expect(statuses).toEqual([expect.stringMatching(/^4\d\d$/)]);
});

test.each([
  ['two names', (host: string) => `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`],
  [
    'two names, ours last',
    (host: string) => `GET /healthz HTTP/1.1\r\nHost: evil.example\r\nHost: ${host}\r\n\r\n`,
  ],
  ['no name', () => 'GET /healthz HTTP/1.1\r\n\r\n'],
  ['no name, of old', () => 'GET /healthz HTTP/1.0\r\n\r\n'],
  ['a name with a user', (host: string) => `GET /healthz HTTP/1.1\r\nHost: x@${host}\r\n\r\n`],
])('%s for the host: refused', async (_, request) => {
  await using served = await serve();
  const { host } = new URL(served.server.url);
  const closing = request(host).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  const answer = await answerTo(served, closing);
  expect(statusesOf(answer)).not.toContain('200');
});

test('two origins are as good as a foreign one', async () => {
  await using served = await serve({ allowedOrigins: ['https://good.example'] });
  const { host } = new URL(served.server.url);
  const statusesFor = async (...origins: readonly string[]) => {
    const headers = origins.map((origin) => `Origin: https://${origin}.example\r\n`).join('');
    const head = `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`;
    return statusesOf(await answerTo(served, `${head}${headers}\r\n`));
  };
  expect(await statusesFor('good')).toEqual(['200']);
  for (const origins of [['evil'], ['good', 'evil'], ['evil', 'good']]) {
    expect(await statusesFor(...origins)).toEqual([expect.stringMatching(/^4\d\d$/)]);
  }
});

test.each(['TRACE', 'CONNECT', 'PUT', 'DELETE', 'OPTIONS'])(
  '%s changes nothing and tells nothing',
  async (method) => {
    await using served = await serve();
    const { host } = new URL(served.server.url);
    const target = method === 'CONNECT' ? host : '/healthz';
    const request = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Secret: canary\r\nConnection: close\r\n\r\n`;
    const answer = await answerTo(served, request);
    expect(statusesOf(answer)).not.toContain('200');
    expect(answer).not.toContain('canary');
    expect(answer.toLowerCase()).not.toContain('access-control-allow-origin');
  },
);
