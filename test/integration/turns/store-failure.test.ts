import { expect, test } from 'vitest';
import { eventsOf, ofType } from './events-of.ts';
import { createFailingStore } from './failing-store.ts';
import { openStand } from './open-stand.ts';

test('with a medium that takes nothing, turns answer, with one warning that says so', async () => {
  await using stand = await openStand();
  const medium = createFailingStore();
  await using daemon = await stand.start({ parts: medium.parts });
  const client = await stand.connect(daemon);
  medium.fail({ writes: true });

  for (const prompt of ['First?', 'Second?', 'First?']) {
    const events = await eventsOf(await client.startTurn({ prompt }));
    expect(events.at(-1)).toMatchObject({
      type: 'turn-end',
      result: { cache: 'miss', stopReason: 'end_turn' },
    });
    expect(ofType(events, 'warning')).toMatchObject([{ message: expect.stringContaining('not saved') }]);
    expect(ofType(events, 'cache-save')).toEqual([]);
  }
  // The books stay right in memory.
  const stats = await client.call('metrics.get', {});
  expect(stats).toMatchObject({ turns: 3, misses: 3, errors: 0, upstream: { attempts: 3 } });
  expect(stats.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 9);

  medium.fail({});
  const mended = await eventsOf(await client.startTurn({ prompt: 'First?' }));
  expect(ofType(mended, 'warning')).toEqual([]);
  expect(ofType(mended, 'cache-save')).toHaveLength(1);
  const { conversations } = await client.call('history.list', {});
  expect(conversations.map(({ title }) => title)).toEqual(['First?']);
});

test('with a medium that gives nothing back, a look into the cache is a miss that says why', async () => {
  await using stand = await openStand();
  const medium = createFailingStore();
  const asked = { prompt: 'Again?', cache: { mode: 'use' as const } };
  await using before = await stand.start();
  await (await stand.connect(before)).call('ask', { request: asked });
  await before.stop('a restart: what was asked is on disk alone');

  await using daemon = await stand.start({ parts: medium.parts });
  const client = await stand.connect(daemon);
  medium.fail({ reads: true });
  const events = await eventsOf(await client.startTurn(asked));
  expect(ofType(events, 'cache-miss')[0]).toMatchObject({
    tier: 'exact',
    reason: expect.stringContaining('medium fails'),
  });
  expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { cache: 'miss' } });

  // What cannot be done without the disk fails in words, and the daemon stays.
  await expect(client.call('history.list', {})).rejects.toMatchObject({ code: 'storage_failed' });
  await expect(client.call('cache.list', {})).rejects.toMatchObject({ code: 'storage_failed' });
  await expect(
    client.call('ask', { request: { prompt: 'And?', conversationId: 'any' } }),
  ).rejects.toMatchObject({ code: 'storage_failed' });
  await expect(
    client.call('ask', { request: { prompt: 'New?', cache: { mode: 'only' } } }),
  ).rejects.toMatchObject({ code: 'not_cached' });

  medium.fail({});
  expect(await client.call('ask', { request: asked })).toMatchObject({ cache: 'exact' });
});

test('a medium that fails in the middle of a turn costs its record, not its answer', async () => {
  await using stand = await openStand();
  const medium = createFailingStore();
  await using daemon = await stand.start({ parts: medium.parts });
  const client = await stand.connect(daemon);
  // The question is on record; its answer, the books and the cache cannot be.
  const turn = await client.startTurn({ prompt: 'In the middle?' });
  medium.fail({ writes: true });
  const events = await eventsOf(turn);
  expect(events.at(-1)?.type).toBe('turn-end');
  expect(ofType(events, 'warning')).toHaveLength(1);
  medium.fail({});
  const { messages } = await client.call('history.get', { id: turn.conversationId ?? '' });
  expect(messages[0]).toMatchObject({ role: 'user', text: 'In the middle?' });
  expect(messages[1]?.state).toBe('interrupted');

  medium.fail({ writes: true }, /^exact\//);
  const uncached = await eventsOf(await client.startTurn({ prompt: 'Only the cache?' }));
  expect(ofType(uncached, 'warning')).toEqual([]);
  expect(uncached.at(-1)?.type).toBe('turn-end');
});
