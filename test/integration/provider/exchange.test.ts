import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExchange } from '../../../packages/daemon/src/provider/index.ts';
import { poll } from '../../support/poll.ts';
import { startProxy } from '../security/proxy.ts';

/** Paths that were asked for, and those whose connection closed before the answer was whole. */
const seen = { asked: new Set<string>(), closed: new Set<string>() };
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const { url = '' } = request;
    seen.asked.add(url);
    response.on('close', () => response.writableFinished || seen.closed.add(url));
    request.resume();
    switch (url) {
      case '/elsewhere':
        return void response.writeHead(302, { location: `${base}/answer` }).end('moved');
      case '/early':
        response.writeEarlyHints({ link: '</x>; rel=preload' });
        return void response.writeHead(200, { 'x-one': ['a', 'b'] }).end('after hints');
      case '/halting':
      case '/halting-too':
        return void response.writeHead(200).write('the beginning');
      case '/silent':
        return;
      case '/broken':
        response.writeHead(200, { 'content-length': '100' }).write('cut');
        return void setImmediate(() => response.destroy());
      default:
        response.writeHead(200, { 'content-type': 'text/plain' }).end(`${request.method} ${request.url}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const call = { method: 'POST', headers: { 'x-api-key': 'k' }, body: '{}' } as const;

/** To a server of this machine, and to one that is reached by a proxy. */
const ways = [
  ['straight', async () => ({ start: createExchange(), url: (path: string) => new URL(base + path) })],
  [
    'by a proxy',
    async () => {
      const proxy = await startProxy({ 'upstream.example': Number(new URL(base).port) });
      const start = createExchange({ env: { HTTP_PROXY: proxy.url } });
      return { start, url: (path: string) => new URL(`http://upstream.example${path}`) };
    },
  ],
] as const;

describe.each(ways)('an exchange %s', (_, open) => {
  async function textOf(path: string) {
    const { start, url } = await open();
    const reply = await start(url(path), call).reply;
    let text = '';
    await reply.body.read((chunk) => (text += chunk.toString()));
    return { status: reply.status, headers: reply.headers, text, isWhole: reply.body.isWhole };
  }

  test('gives status, headers and the whole body, and tells a redirect instead of following it', async () => {
    expect(await textOf('/answer?a=1')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      text: expect.stringContaining('POST'),
      isWhole: true,
    });
    expect(await textOf('/elsewhere')).toMatchObject({ status: 302, text: 'moved' });
    expect(await textOf('/early')).toMatchObject({
      status: 200,
      headers: { 'x-one': 'a, b' },
      text: 'after hints',
    });
  });

  test('ends with what its reader throws, who hears no more', async () => {
    const { start, url } = await open();
    const { body } = await start(url('/halting'), call).reply;
    const reading = body.read(() => {
      throw new Error('too much');
    });
    await expect(reading).rejects.toThrow('too much');
    body.destroy();
  });
});

test('an exchange leaves its connection to the next one', async () => {
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const { start, url } = await ways[0][1]();
  for (let turn = 0; turn < 5; turn += 1) {
    const { body } = await start(url('/answer'), call).reply;
    await body.read(() => {});
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  }
  expect(connections).toBeLessThan(5);
});

test('an exchange fails where the connection breaks in the middle, after all that had come', async () => {
  const { start, url } = await ways[0][1]();
  const { body } = await start(url('/broken'), call).reply;
  let text = '';
  await expect(body.read((chunk) => (text += chunk.toString()))).rejects.toThrow(Error);
  expect({ text, isWhole: body.isWhole }).toEqual({ text: 'cut', isWhole: false });
});

test('an exchange closes its connection at any stage, with the reason for who waits', async () => {
  const { start, url } = await ways[0][1]();
  const unmade = start(url('/unmade'), call);
  unmade.destroy(new Error('at once'));
  await expect(unmade.reply).rejects.toThrow('at once');

  const silent = start(url('/silent'), call);
  silent.reply.catch(() => {});
  await poll('the request', () => seen.asked.has('/silent'));
  silent.destroy(new Error('enough'));
  await expect(silent.reply).rejects.toThrow('enough');

  const halting = start(url('/halting-too'), call);
  const { body } = await halting.reply;
  let text = '';
  const reading = body.read((chunk) => (text += chunk.toString()));
  reading.catch(() => {});
  await poll('the first bytes', () => text === 'the beginning');
  halting.destroy(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
  await poll('the closed connections', () => seen.closed.has('/silent') && seen.closed.has('/halting-too'));
});

test('nothing at the address is told with the system’s code', async () => {
  const { reply } = createExchange()(new URL('http://127.0.0.1:1/'), call);
  await expect(reply).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
