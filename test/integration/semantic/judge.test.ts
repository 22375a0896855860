import type { JackdawClient } from '@jackdaw/core/client';
import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { eventsOf, ofType } from '../turns/events-of.ts';
import { openStand, type Stand } from '../turns/open-stand.ts';

const RESET = 'How do I reset my password?';
const ALSO = 'What is the process to reset my password?';
const THIRD = 'What is the process to reset my password';

const saying = (...texts: readonly string[]) =>
  texts.map((text) => ({ blocks: [{ type: 'text' as const, text, whole: true }] }));

const ask = (client: JackdawClient, prompt: string) => client.call('ask', { request: { prompt } });
const known = async (client: JackdawClient) => (await client.call('cache.stats', {})).entries.semantic;

/** A first question whose answer may no longer be served by likeness alone: somebody said that it was wrong once. */
async function withDoubt(stand: Stand, client: JackdawClient): Promise<void> {
  await ask(client, RESET);
  await poll('it is kept', async () => (await known(client)) === 1);
  await client.call('cache.feedback', {
    entryId: 'of the first question',
    verdict: 'wrong',
    semanticId: 1,
    similarity: 1,
  });
  expect(stand.calls()).toBe(1);
}

const inLedger = async (stand: Stand, client: JackdawClient) => {
  // The upstream knows of a call before the books do.
  const stats = await poll('all calls in the books', async () => {
    const told = await client.call('metrics.get', {});
    return told.upstream.attempts === stand.calls() ? told : undefined;
  });
  expect(stats.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 9);
};

test('in the background, a judge that says yes makes the question a wording of the earlier one', async () => {
  await using stand = await openStand({ config: { cache: { judge: 'background' } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', saying('The earlier answer.', 'Its own answer.', '{"same": true}'));
  await withDoubt(stand, client);
  expect(await ask(client, ALSO)).toMatchObject({ cache: 'miss', text: 'Its own answer.' });
  await poll('the judge is asked', () => stand.calls() === 3);
  await poll('it is a wording now', async () => {
    const finding = ofType(
      await eventsOf(await client.startTurn({ prompt: THIRD, cache: { mode: 'only' } })),
      'turn-end',
    );
    return finding[0]?.result.text === 'The earlier answer.';
  });
  expect(stand.calls()).toBe(3);
  await inLedger(stand, client);
});

test('in the background, a judge that says no changes nothing', async () => {
  await using stand = await openStand({ config: { cache: { judge: 'background' } } });
  const daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', saying('The earlier answer.', 'Its own answer.', '{"same": false}'));
  await withDoubt(stand, client);
  await ask(client, ALSO);
  await poll('the judge is asked', () => stand.calls() === 3);
  await inLedger(stand, client);
  await daemon.stop('what it was at is done');
  await using after = await stand.start();
  expect(await ask(await stand.connect(after), THIRD)).toMatchObject({
    cache: 'semantic',
    text: 'Its own answer.',
  });
});

test('in line, where the model takes far longer, a yes serves the earlier answer and says who found it', async () => {
  await using stand = await openStand({ config: { cache: { judge: 'auto' } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  // A long answer of a model that costs many times the judge.
  const long = 'A long answer. '.repeat(400);
  stand.simulator.script('*', saying(long, '{"same": true}'));
  await client.call('ask', { request: { prompt: RESET, model: 'capable' } });
  await poll('it is kept', async () => (await known(client)) === 1);
  await client.call('cache.feedback', { entryId: 'x', verdict: 'wrong', semanticId: 1, similarity: 1 });
  const events = await eventsOf(await client.startTurn({ prompt: ALSO, model: 'capable' }));
  expect(ofType(events, 'cache-hit')).toMatchObject([
    { tier: 'semantic', judged: true, matchedPrompt: RESET },
  ]);
  expect(events.at(-1)).toMatchObject({ result: { text: long, cache: 'semantic', costUsd: 0 } });
  await inLedger(stand, client);
});

test('in line, a no is a miss that says so, and the turn goes on', async () => {
  await using stand = await openStand({ config: { cache: { judge: 'auto' } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', saying('A long answer. '.repeat(400), 'I cannot say.', 'Its own answer.'));
  await client.call('ask', { request: { prompt: RESET, model: 'capable' } });
  await poll('it is kept', async () => (await known(client)) === 1);
  await client.call('cache.feedback', { entryId: 'x', verdict: 'wrong', semanticId: 1, similarity: 1 });
  const events = await eventsOf(await client.startTurn({ prompt: ALSO, model: 'capable' }));
  const [, miss] = ofType(events, 'cache-miss');
  expect(miss).toMatchObject({
    tier: 'semantic',
    reason: expect.stringContaining('the judge does not find it the same'),
  });
  expect(miss?.suggestion).toBeUndefined();
  expect(events.at(-1)).toMatchObject({ result: { text: 'Its own answer.', cache: 'miss' } });
});

test('off, and in the demo, nobody judges', async () => {
  for (const config of [{}, { cache: { judge: 'background', shadowShare: 1 } }]) {
    await using stand = await openStand({ config });
    const demo = 'cache' in config;
    const daemon = await stand.start(demo ? { env: { JACKDAW_DEMO: '1' } } : {});
    const client = await stand.connect(daemon);
    await ask(client, RESET);
    await poll('it is kept', async () => (await known(client)) === 1);
    await client.call('cache.feedback', { entryId: 'x', verdict: 'wrong', semanticId: 1, similarity: 1 });
    await ask(client, ALSO);
    await ask(client, THIRD);
    await daemon.stop('what it was at is done');
    await using after = await stand.start(demo ? { env: { JACKDAW_DEMO: '1' } } : {});
    const stats = await (await stand.connect(after)).call('metrics.get', {});
    expect(stats.upstream.attempts).toBe(2);
    expect(stats.falseHitEstimate).toBeUndefined();
  }
});

test('a share of the hits is checked against the model, and the share of wrong ones is a metric', async () => {
  await using stand = await openStand({ config: { cache: { shadowShare: 1 } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', saying('The earlier answer.', 'Something else.', '{"same": false}'));
  await ask(client, RESET);
  await poll('it is kept', async () => (await known(client)) === 1);
  expect(await ask(client, ALSO)).toMatchObject({ cache: 'semantic', text: 'The earlier answer.' });
  await poll(
    'it is checked',
    async () => (await client.call('metrics.get', {})).falseHitEstimate !== undefined,
  );
  expect((await client.call('metrics.get', {})).falseHitEstimate).toEqual({ checked: 1, wrong: 1, rate: 1 });
  await inLedger(stand, client);
  // What was found wrong is not served again.
  stand.simulator.script('*', saying('Its own answer.'));
  expect(await ask(client, THIRD)).toMatchObject({ cache: 'miss' });
});
