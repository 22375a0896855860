import { request as httpRequest, type ClientRequest } from 'node:http';
import { toJackdawError } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { createBodyReader } from '../../../../../packages/daemon/src/server/gateway/read-body.ts';
import { poll } from '../../../../support/poll.ts';
import { serve } from './serve.ts';

/** Answers with the number of bytes that were read, or with the code of the failure. */
async function serveBodies(bounds: { maxBodyBytes: number; maxBodyBytesInAll: number }) {
  const bodies = createBodyReader(bounds);
  return serve(async (request, response) => {
    const said = await bodies.read(request).then(
      (text) => String(text.length),
      (error: unknown) => toJackdawError(error).code,
    );
    response.setHeader('connection', 'close').end(said);
  });
}

function begin(port: number, bytes: string | Buffer): { request: ClientRequest; said: Promise<string> } {
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', agent: false });
  const said = new Promise<string>((resolve, reject) => {
    request.once('error', reject).once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    });
  });
  said.catch(() => {});
  request.write(bytes);
  return { request, said };
}

const send = (port: number, bytes: string | Buffer) => {
  const { request, said } = begin(port, bytes);
  request.end();
  return said;
};

test('bodies that are being read share one bound, and give their room back', async () => {
  await using server = await serveBodies({ maxBodyBytes: 1_000, maxBodyBytesInAll: 1_500 });
  const large = 'x'.repeat(900);
  const slow = begin(server.port, large);
  await poll('the refusal of the second', async () => (await send(server.port, large)) === 'queue_full');
  expect(await send(server.port, 'y'.repeat(500))).toBe('500');
  slow.request.end();
  expect(await slow.said).toBe('900');
  expect(await send(server.port, large)).toBe('900');

  const gone = begin(server.port, large);
  await poll('the refusal again', async () => (await send(server.port, large)) === 'queue_full');
  gone.request.destroy();
  await poll('the room of one that has gone', async () => (await send(server.port, large)) === '900');
});

test('a body is text in UTF-8, whatever pieces it comes in', async () => {
  await using server = await serveBodies({ maxBodyBytes: 1_000, maxBodyBytesInAll: 1_500 });
  const bird = Buffer.from('🐦');
  const cut = begin(server.port, bird.subarray(0, 2));
  cut.request.end(bird.subarray(2));
  expect(await cut.said).toBe('2');
  expect(await send(server.port, bird.subarray(0, 2))).toBe('invalid_request');
  expect(await send(server.port, 'x'.repeat(1_001))).toBe('too_large');
});
