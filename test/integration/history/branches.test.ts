import type { JackdawClient } from '@jackdaw/core/client';
import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { openStand, type Stand } from '../turns/open-stand.ts';

const saying = (...texts: readonly string[]) =>
  texts.map((text) => ({ blocks: [{ type: 'text' as const, text, whole: true }] }));

const ask = (client: JackdawClient, prompt: string, conversationId?: string) =>
  client.call('ask', { request: { prompt, ...(conversationId === undefined ? {} : { conversationId }) } });

const again = (client: JackdawClient, conversationId: string, regenerate: string | true = true) =>
  client.call('ask', { request: { regenerate, conversationId, cache: { mode: 'refresh' } } });

const textsOf = async (client: JackdawClient, id: string) =>
  (await client.call('history.get', { id })).messages.map(({ text }) => text);

/** What the upstream was sent last, as texts. */
const lastSent = (stand: Stand) =>
  JSON.stringify(stand.simulator.journal({ path: '/v1/messages' }).at(-1)?.body) ?? '';

test('answers to choose from, the choice and forks outlive the daemon, and what was chosen is what is sent', async () => {
  await using stand = await openStand();
  stand.simulator.script('*', saying('answer-one', 'answer-two', 'answer-three', 'answer-four'));
  let id: string;
  let fork: string;
  {
    await using daemon = await stand.spawn();
    const client = await stand.connect(daemon);
    const first = await ask(client, 'Name a number, any will do.');
    id = first.conversationId ?? '';
    expect((await again(client, id, first.traceId)).text).toBe('answer-two');
    // The same question in the same context: nothing of the first answer goes along.
    expect(lastSent(stand)).not.toContain('answer-one');
    const { message } = await client.call('history.choose', { id, variant: 1 });
    expect(message).toMatchObject({ text: 'answer-one', variant: 1, variants: [{ text: 'answer-two' }] });
    fork = (await client.call('history.fork', { id, at: 2 })).id;
    // No word of goodbye.
    daemon.child.kill('SIGKILL');
    await daemon.exit;
  }
  await using daemon = await stand.spawn();
  const client = await stand.connect(daemon);
  expect(await textsOf(client, id)).toEqual(['Name a number, any will do.', 'answer-one']);
  expect((await ask(client, 'And now twice that.', id)).text).toBe('answer-three');
  expect(lastSent(stand)).toContain('answer-one');
  expect(lastSent(stand)).not.toContain('answer-two');
  // In the fork the same question in the same context is a hit; with the other answer before it, it is another question.
  expect(await ask(client, 'And now twice that.', fork)).toMatchObject({
    cache: 'exact',
    text: 'answer-three',
  });
  const other = (await client.call('history.fork', { id: fork, at: 2 })).id;
  await client.call('history.choose', { id: other, variant: 2 });
  expect(await ask(client, 'And now twice that.', other)).toMatchObject({
    cache: 'miss',
    text: 'answer-four',
  });
  expect(lastSent(stand)).toContain('answer-two');
  expect((await client.call('history.list', {})).conversations.map((one) => one.forkedFrom)).toEqual([
    { id: fork, at: 2 },
    { id, at: 2 },
    undefined,
  ]);
});

test('a system prompt of the conversation goes along until it is taken away', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const id = (await ask(client, 'Tell me about the tides.')).conversationId ?? '';
  await client.call('history.system', { id, system: 'Answer like a sailor.' });
  await ask(client, 'And about the moon?', id);
  expect(lastSent(stand)).toContain('Answer like a sailor.');
  expect(await client.call('history.get', { id })).toMatchObject({ system: 'Answer like a sailor.' });
  await client.call('history.system', { id, system: null });
  await ask(client, 'And about the sun?', id);
  expect(lastSent(stand)).not.toContain('sailor');
});

test('a title by the fast model comes in the background, with its cost on record; its failure changes nothing', async () => {
  await using stand = await openStand({ config: { titles: 'model' } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', saying('The tides follow the moon.', '"Moon and tides."', 'More.'));
  const first = await ask(client, 'Why does the sea rise and fall twice a day?');
  const id = first.conversationId ?? '';
  const titled = await poll('a title', async () => {
    const found = await client.call('history.get', { id });
    return found.title === 'Moon and tides' ? found : undefined;
  });
  expect(titled.costUsd).toBeGreaterThan(first.costUsd ?? 0);
  await ask(client, 'And the winds?', id);
  const { rows } = await client.call('ledger.export', { by: 'attempt' });
  expect(rows.map((row) => row['purpose'])).toEqual(['turn', 'title', 'turn']);
  const { costUsd } = await client.call('metrics.get', {});
  expect(costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 9);
  expect(costUsd).toBeCloseTo((await client.call('history.get', { id })).costUsd, 9);

  // What a cache answers is not named by a model, nor what a person has named.
  await ask(client, 'Why does the sea rise and fall twice a day?');
  expect(stand.calls()).toBe(3);
  stand.simulator.script('*', [...saying('Salt.'), '400']);
  const salty = (await ask(client, 'What is in the sea?')).conversationId ?? '';
  await poll('it was tried', () => stand.calls() >= 5);
  expect((await client.call('history.get', { id: salty })).title).toBe('What is in the sea?');
});
