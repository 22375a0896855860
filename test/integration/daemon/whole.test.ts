import { expect, test } from 'vitest';
import { connectClient } from '../../support/connect.ts';
import { startInProcess } from '../../support/start-daemon.ts';
import { makeHome } from '../../support/test-home.ts';

const demo = { env: { JACKDAW_DEMO: '1' } };

test('the demo answers, streams, and answers again from the cache', async () => {
  using home = makeHome();
  await using daemon = await startInProcess(home, demo);
  const client = await connectClient(daemon.file);
  const request = { prompt: 'What can you do?' };

  const kinds: string[] = [];
  const { events } = await client.startTurn(request);
  for await (const { event } of events) kinds.push(event.type);
  expect(kinds[0]).toBe('turn-start');
  expect(kinds.filter((kind) => kind === 'text-delta').length).toBeGreaterThan(3);
  expect(kinds.at(-1)).toBe('turn-end');

  const again = await client.call('ask', { request });
  expect(again).toMatchObject({ cache: 'exact', costUsd: 0 });
  expect((await client.call('status', {})).entries).toBe(1);
  client.close();
});

test('what was answered is there after a restart', async () => {
  using home = makeHome();
  const request = { prompt: 'What can you do?' };
  const before = await startInProcess(home, demo);
  const first = await connectClient(before.file);
  const { text } = await first.call('ask', { request });
  await before.stop('a restart');

  await using after = await startInProcess(home, demo);
  const second = await connectClient(after.file);
  const again = await second.call('ask', { request: { ...request, cache: { mode: 'only' } } });
  expect(again).toMatchObject({ text, cache: 'exact' });
  const { conversations } = await second.call('history.list', {});
  expect(conversations).toHaveLength(2);
  second.close();
});

test('a stop during a turn tells its readers and keeps the question', async () => {
  using home = makeHome();
  const before = await startInProcess(home, demo);
  const client = await connectClient(before.file);
  const { events, conversationId } = await client.startTurn({ prompt: 'Tell me a long story.' });
  await events.next();
  await before.stop('a test');
  const rest: string[] = [];
  for await (const { event } of events) rest.push(event.type);
  expect(rest.at(-1)).toBe('turn-error');

  await using after = await startInProcess(home);
  const later = await connectClient(after.file);
  const { messages } = await later.call('history.get', { id: conversationId ?? '' });
  expect(messages[0]).toMatchObject({ role: 'user', text: 'Tell me a long story.' });
  later.close();
});

test('a server that is chosen while the daemon runs is asked from then on', async () => {
  using home = makeHome();
  await using daemon = await startInProcess(home, { auto: true });
  const whom = async () => {
    const client = await connectClient(daemon.file);
    const { credentials } = await client.call('hello', { protocol: 1, environment: {} });
    const { model } = await client.call('turn.estimate', { request: { prompt: 'Who is asked?' } });
    client.close();
    return { credentials, isChosen: model === 'chosen-model' };
  };
  expect(await whom()).toEqual({ credentials: false, isChosen: false });
  home.writeConfig({ baseUrl: 'http://127.0.0.1:9', model: 'chosen-model' });
  expect(await whom()).toEqual({ credentials: true, isChosen: true });
});
