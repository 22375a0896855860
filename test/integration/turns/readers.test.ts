import type { TurnNotification } from '@jackdaw/core/client';
import { describe, expect, test } from 'vitest';
import { createSimulatorClock, type Simulator } from '../../../packages/daemon/src/simulator/index.ts';
import { connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { eventsOf, notificationsOf, readUntil, textIn } from './events-of.ts';
import { createGatedStore } from './gated-store.ts';
import { KEY, openStand } from './open-stand.ts';

const WORDS = 'one two three four five six seven eight nine ten';
/** Two words, and silence for as long as the test likes; then the rest. */
const STALL = { kind: 'stall', at: { event: 4 }, forMs: 1000 } as const;
const HELD = { blocks: [{ type: 'text' as const, text: WORDS }], fault: STALL };

async function openHeldStand(config = {}) {
  const clock = createSimulatorClock({ running: false });
  const stand = await openStand({ simulator: { clock }, config });
  stand.simulator.script(KEY, [HELD]);
  return { stand, goOn: () => clock.advance?.(1000) };
}

/** Until the upstream saw its connection closed. */
async function untilClosed(simulator: Simulator): Promise<void> {
  await poll('the upstream’s connection to close', () =>
    simulator.journal().every(({ outcome, clientClosedAt }) => outcome !== 'open' && clientClosedAt !== null),
  );
}

const seqs = (notifications: readonly TurnNotification[]) => notifications.map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);

describe('cancel', () => {
  test.each(['stall-mid', 'stall-headers'])('closes the upstream’s connection: %s', async (scenario) => {
    await using stand = await openStand({ scenario: `/s/${scenario}` });
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const turn = await client.startTurn({ prompt: 'Take your time.' });
    await readUntil(turn, scenario === 'stall-mid' ? 'text-delta' : 'attempt-start');
    await poll('the call', () => stand.calls() === 1);
    await turn.cancel();
    await untilClosed(stand.simulator);
    expect((await eventsOf(turn)).at(-1)).toMatchObject({
      type: 'turn-error',
      error: { code: 'cancelled' },
    });
    const { messages } = await client.call('history.get', { id: turn.conversationId ?? '' });
    expect(messages[1]).toMatchObject({ role: 'assistant', state: 'interrupted' });
  });

  test('ends the wait for a retry, and the wait in the queue', async () => {
    await using stand = await openStand({
      config: { limits: { maxConcurrent: 1 } },
      scenario: '/s/429-retry-after:30',
    });
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const retrying = await client.startTurn({ prompt: 'Again?' });
    await readUntil(retrying, 'attempt-end');
    const queued = await client.startTurn({ prompt: 'Next?' });
    await readUntil(queued, 'upstream-wait');
    for (const turn of [queued, retrying]) {
      await turn.cancel();
      expect((await eventsOf(turn)).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
    }
    expect(stand.calls()).toBe(1);
  });
});

describe('readers', () => {
  test('who leaves in the middle and comes back gets each event once', async () => {
    const { stand, goOn } = await openHeldStand();
    await using _ = stand;
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const turn = await client.startTurn({ prompt: 'Count.' });
    const before = await readUntil(turn, 'text-delta');
    client.close();

    const another = await stand.connect(daemon);
    const attached = await another.attach(turn.turnId, before.length);
    goOn();
    const all = [...before, ...(await notificationsOf(attached))];
    expect(seqs(all)).toEqual(upTo(all.length - 1));
    expect(textIn(all.map(({ event }) => event))).toBe(WORDS);
  });

  test('who leaves and comes back on one connection, with events under way, gets each event once', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const text = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ');
    stand.simulator.script(KEY, [{ blocks: [{ type: 'text', text }] }]);
    const turn = await client.startTurn({ prompt: 'At length.' });
    const all = await readUntil(turn, 'text-delta');
    for (let round = 0; round < 5; round += 1) {
      await turn.events.return?.();
      const { events } = await client.attach(turn.turnId, (all.at(-1)?.seq ?? 0) + 1);
      for (let count = 0; count < 20; count += 1) {
        const step = await events.next();
        if (step.done !== true) all.push(step.value);
      }
      await events.return?.();
    }
    all.push(...(await notificationsOf(await client.attach(turn.turnId, (all.at(-1)?.seq ?? 0) + 1))));
    expect(seqs(all)).toEqual(seqs(all).toSorted((a, b) => a - b));
    expect(textIn(all.map(({ event }) => event)).split(' ')).toEqual(text.split(' '));
  });

  test('two terminals that watch one turn both see all of it', async () => {
    const { stand, goOn } = await openHeldStand();
    await using _ = stand;
    await using daemon = await stand.start();
    const [one, other] = [await stand.connect(daemon), await stand.connect(daemon)];
    const turn = await one.startTurn({ prompt: 'Count.' });
    const both = Promise.all([notificationsOf(turn), notificationsOf(await other.attach(turn.turnId, 0))]);
    goOn();
    const [first, second] = await both;
    expect(second).toEqual(first);
    expect(textIn(second.map(({ event }) => event))).toBe(WORDS);
  });

  test('a turn goes on when its terminal closes, and its answer is in the history', async () => {
    const { stand, goOn } = await openHeldStand();
    await using _ = stand;
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const turn = await client.startTurn({ prompt: 'Count.' });
    await readUntil(turn, 'text-delta');
    client.close();
    goOn();
    const later = await stand.connect(daemon);
    const answer = await poll('the answer', async () => {
      const { messages } = await later.call('history.get', { id: turn.conversationId ?? '' });
      return messages[1];
    });
    expect(answer).toMatchObject({ state: 'complete', text: WORDS });
    expect(await later.call('ask', { request: { prompt: 'Count.' } })).toMatchObject({ cache: 'exact' });
  });

  test('a turn that nobody reads stops after the linger, with what had come', async () => {
    const { stand } = await openHeldStand({ timeouts: { linger: '50ms' } });
    await using _ = stand;
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const turn = await client.startTurn({ prompt: 'Count.' });
    await readUntil(turn, 'text-delta');
    client.close();
    await untilClosed(stand.simulator);
    const later = await stand.connect(daemon);
    const { messages } = await later.call('history.get', { id: turn.conversationId ?? '' });
    expect(messages[1]).toMatchObject({ state: 'interrupted', text: 'one two' });
    await expect(
      later.call('ask', { request: { prompt: 'Count.', cache: { mode: 'only' } } }),
    ).rejects.toMatchObject({ code: 'not_cached' });
  });

  test('a turn whose reader went before it had begun stops after the linger too', async () => {
    // Long enough for the call to go out on a machine with other work.
    const { stand } = await openHeldStand({ timeouts: { linger: '2s' } });
    await using _ = stand;
    const store = createGatedStore();
    await using daemon = await stand.start({ parts: store.parts });
    const observer = await stand.connect(daemon);
    store.shut();
    const connection = await connectUnix(daemon.file.socket);
    connection.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'turn.start',
      params: { request: { prompt: 'Count.' } },
    });
    connection.webSocket.close();
    await poll('the reader to go', async () => (await observer.call('status', {})).clients === 1);
    store.open();
    await poll('the call', () => stand.calls() === 1);
    await untilClosed(stand.simulator);
    expect(stand.simulator.journal()).toHaveLength(1);
  });
});
