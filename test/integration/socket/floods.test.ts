import { LIMITS } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { connectTcp, connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { createScriptedTurns } from './scripted-turns.ts';
import { serve } from './serve.ts';

const importedMessage = { role: 'user', text: '', at: 1, state: 'complete' };
const call = (id: number, method: string, params: string) =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;

test('a stranger may send little before its hello', async () => {
  await using served = await serve({ limits: { maxStrangerBytes: 100_000 } });
  using connection = await connectTcp(served.server.url);
  // One frame whose end never comes: only its bytes can be counted.
  connection.webSocket.send('x'.repeat(200_000), { fin: false });
  expect(await connection.closed).toMatchObject({ code: 1009, reason: expect.stringContaining('128 KiB') });
});

test('a large call right behind hello is a client’s', async () => {
  await using served = await serve({ turns: createScriptedTurns((turn) => turn.end()) });
  using connection = await connectTcp(served.server.url);
  connection.send({ jsonrpc: '2.0', id: 1, method: 'hello', params: { protocol: 1, token: served.token } });
  const answer = await connection.call('ask', { request: { prompt: 'x'.repeat(4_000_000) } });
  expect(answer.result?.['text']).toBe('An answer.');
});

test('a client that waits for no answer is told to, and its other calls are answered', async () => {
  await using served = await serve({ limits: { maxCalls: 3 } });
  using connection = await connectUnix(served.socket);
  for (let id = 0; id < 5; id += 1) connection.send(call(id, 'ask', '{"request":{"prompt":"hi"}}'));
  await poll('the turns', () => served.turns.started.length === 3);
  const refused = await connection.find(({ id }) => id === 4);
  expect(refused.error?.data).toEqual({ code: 'queue_full', retryable: true, retryAfterMs: 100 });
  for (const turn of served.turns.started) turn.end();
  await connection.find(({ id }) => id === 2);
  expect((await connection.call('models.list')).result).toEqual({ models: [] });
});

test('many slow readers together are bounded: the one that is furthest behind is closed with 4429', async () => {
  await using served = await serve({ limits: { maxQueuedBytesInAll: 2_000_000 } });
  using slow = await connectUnix(served.socket);
  using slower = await connectUnix(served.socket);
  await slow.call('turn.start', { request: { prompt: 'a' } });
  await slower.call('turn.start', { request: { prompt: 'b' } });
  slow.webSocket.pause();
  slower.webSocket.pause();
  const [small, large] = served.turns.started;
  const text = 'x'.repeat(60_000);
  for (let count = 0; count < 12; count += 1) small?.append({ type: 'text-delta', text });
  small?.end();
  for (let count = 0; count < 60; count += 1) large?.append({ type: 'text-delta', text });
  await poll('the reader to be dropped', () => large?.readers === 0);
  slow.webSocket.resume();
  slower.webSocket.resume();
  expect((await slower.closed).code).toBe(4429);
  await slow.find(({ params }) => params?.event?.type === 'turn-end');
});

test.each([
  ['objects', '{},'],
  ['lists', '[],'],
  ['numbers', '0,'],
])('a frame of a million %s is refused before it is read', async (_, value) => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  connection.send(call(9, 'ask', `{"request":{"messages":[${value.repeat(1_000_000)}0]}}`));
  const answer = await connection.find(({ id }) => id === 9);
  expect(answer.error?.data?.code).toBe('too_large');
  expect(answer.error?.message).toContain(LIMITS.maxJsonValues.toLocaleString('en-US'));
});

test('an error is short, however long what it speaks of', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const keys = Array.from({ length: 50_000 }, (_, place) => `"key ${place}":1`).join();
  connection.send(call(9, 'ask', `{"request":{"prompt":"hi",${keys}}}`));
  const answer = await connection.find(({ id }) => id === 9);
  expect(answer.error?.data?.code).toBe('invalid_request');
  expect(JSON.stringify(answer).length).toBeLessThan(2_000);
});

test('metadata is counted before it is looked at', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const metadata = Object.fromEntries(
    Array.from({ length: LIMITS.maxMetadata + 1 }, (_, place) => [place, '']),
  );
  const { error } = await connection.call('ask', { request: { prompt: 'hi', metadata } });
  expect(error?.message).toContain('at most 64 entries');
});

test.each([
  ['a time that no date can hold', { createdAt: 1e300 }],
  ['a title as long as a book', { title: 'x'.repeat(201) }],
  [
    'messages without end',
    { messages: Array.from({ length: LIMITS.maxMessages + 1 }, () => importedMessage) },
  ],
])('an import with %s is refused', async (_, wrong) => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  const whole = { id: 'a', title: 'a', createdAt: 1, updatedAt: 1, turns: 0, costUsd: 0, messages: [] };
  const { error } = await connection.call('history.import', { conversation: { ...whole, ...wrong } });
  expect(error?.data?.code).toBe('invalid_request');
});

test('pings that nobody reads the answers of do not pile up', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  connection.webSocket.pause();
  const payload = Buffer.alloc(125);
  await poll('the daemon to close', () => {
    for (let count = 0; count < 2_000 && connection.webSocket.readyState === 1; count += 1) {
      connection.webSocket.ping(payload, undefined, () => {});
    }
    return served.server.clients === 0;
  });
  expect(served.server.clients).toBe(0);
});
