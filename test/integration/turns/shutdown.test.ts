import { expect, test } from 'vitest';
import { eventsOf, readUntil } from './events-of.ts';
import { createGatedStore } from './gated-store.ts';
import { openStand } from './open-stand.ts';

test('a daemon that stops ends its turns, takes no new ones, and leaves no call open', async () => {
  await using stand = await openStand({ scenario: '/s/stall-mid' });
  const store = createGatedStore();
  const daemon = await stand.start({ parts: store.parts });
  const client = await stand.connect(daemon);
  const turn = await client.startTurn({ prompt: 'Under way?' });
  await readUntil(turn, 'text-delta');

  // The turn cannot be put on record yet, so the stop has to wait.
  store.shut();
  const stopped = daemon.stop('a test');
  await expect(client.startTurn({ prompt: 'Too late?' })).rejects.toMatchObject({
    code: 'shutting_down',
    retryable: true,
  });
  store.open();
  expect((await eventsOf(turn)).at(-1)).toMatchObject({ type: 'turn-error', error: { code: 'cancelled' } });
  await stopped;
  expect(stand.simulator.journal().map(({ clientClosedAt }) => clientClosedAt !== null)).toEqual([true]);

  await using next = await stand.start();
  const { conversations } = await (await stand.connect(next)).call('history.list', {});
  expect(conversations.map(({ title }) => title)).toEqual(['Under way?']);
});
