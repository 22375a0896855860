import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createHttpRequest } from '../../../packages/daemon/src/provider/index.ts';
import { call, KEY, never, provider, run, textOfEvents } from '../provider/call.ts';
import { end, EVENT_STREAM, START, startRawServer, textBlock } from '../provider/raw-server.ts';
import { startProxy } from './proxy.ts';
import { streamOf } from '../../support/provider-stream.ts';

const answering = () =>
  startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + textBlock('hello') + end());
  });

const asking = (env: Record<string, string>, baseUrl: string) =>
  run(streamOf(provider({ request: createHttpRequest({ env }) }), call(baseUrl), never()));

const portOf = (url: string) => Number(new URL(url).port);

test.each(['HTTP_PROXY', 'http_proxy'])('calls go through the proxy of %s', async (name) => {
  const upstream = await answering();
  const proxy = await startProxy({ 'upstream.example': portOf(upstream.url) });
  const { events, error } = await asking({ [name]: proxy.url }, 'http://upstream.example');
  expect(error).toBeNull();
  expect(textOfEvents(events)).toBe('hello');
  expect(proxy.asked).toEqual(['POST http://upstream.example/v1/messages']);
  expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});

test('over TLS the proxy is asked for a tunnel and sees no key; one that refuses is named, its password not', async () => {
  const proxy = await startProxy({}, 407);
  const url = proxy.url.replace('//', '//me:hunter2-of-the-proxy@');
  const { error } = await asking({ HTTPS_PROXY: url }, 'https://upstream.example');
  expect(proxy.asked).toEqual(['CONNECT upstream.example:443']);
  expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:hunter2-of-the-proxy').toString('base64')}`]);
  expect(error).toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(
      /^The proxy 127\.0\.0\.1:\d+ does not accept its name and password \(status 407\)\. .*HTTPS_PROXY.*NO_PROXY/,
    ),
  });
  expect(inspect(error, { depth: 20 })).not.toContain('hunter2');
});

test.each([
  [
    407,
    /^The proxy \S+ wants a name and a password \(status 407\)\. Set HTTPS_PROXY=http:\/\/NAME:PASSWORD@/,
  ],
  [503, /^The proxy \S+ made no connection to upstream\.example \(status 503\)\. Look at HTTPS_PROXY/],
])('a proxy that refuses with %i is told with what to do', async (status, message) => {
  const proxy = await startProxy({}, status);
  const { error } = await asking({ HTTPS_PROXY: proxy.url }, 'https://upstream.example');
  expect(error).toMatchObject({ code: 'unreachable', message: expect.stringMatching(message) });
});

test('a proxy that is not there is named, not the server behind it', async () => {
  const { error } = await asking({ HTTPS_PROXY: 'http://127.0.0.1:1' }, 'https://upstream.example');
  expect(error).toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('The proxy 127.0.0.1:1 made no connection to upstream.example'),
  });
});

test('hosts of NO_PROXY are asked directly', async () => {
  const proxy = await startProxy({});
  const env = { HTTP_PROXY: proxy.url, NO_PROXY: 'other.example,upstream.invalid' };
  const { error } = await asking(env, 'http://upstream.invalid');
  expect(error).toMatchObject({ message: expect.stringContaining('upstream.invalid could not be found') });
  expect(proxy.asked).toEqual([]);
});

test('servers of this machine are asked directly, whatever the proxy', async () => {
  const upstream = await answering();
  const proxy = await startProxy({});
  for (const host of ['127.0.0.1', 'localhost']) {
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, http_proxy: proxy.url };
    expect((await asking(env, upstream.url.replace('127.0.0.1', host))).error).toBeNull();
  }
  expect(upstream.requests).toHaveLength(2);
  expect(proxy.asked).toEqual([]);
});

test('without the variables nobody is in between', async () => {
  const upstream = await answering();
  const env = { PATH: '/bin', ALL_PROXY: 'http://127.0.0.1:1' };
  expect((await asking(env, upstream.url)).error).toBeNull();
});
