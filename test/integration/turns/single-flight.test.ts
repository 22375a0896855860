import { expect, test } from 'vitest';
import { createSimulatorClock } from '../../../packages/daemon/src/simulator/index.ts';
import { eventsOf, ofType, readUntil } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

const CONNECTIONS = 10;
const EACH = 10;

test('100 identical requests at once make one call, though the first reader goes and another cancels', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({
    simulator: { clock },
    config: { timeouts: { linger: '0s' }, limits: { maxConcurrent: 200 } },
  });
  await using daemon = await stand.start();
  const stall = { kind: 'stall', at: { event: 4 }, forMs: 1000 } as const;
  const text = 'one two three four five';
  stand.simulator.script(KEY, [{ blocks: [{ type: 'text', text }], fault: stall }]);
  const request = { messages: [{ role: 'user' as const, content: 'Count.' }] };

  const leader = await stand.connect(daemon);
  const led = await leader.startTurn(request);
  await readUntil(led, 'text-delta');

  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => stand.connect(daemon)));
  const others = await Promise.all(
    clients.flatMap((client) => Array.from({ length: EACH }, () => client.startTurn(request))),
  );
  const observer = await stand.connect(daemon);
  const cancelled = await observer.startTurn(request);
  const seen = await Promise.all(others.map((turn) => readUntil(turn, 'text-delta')));
  for (const events of seen) expect(events.map(({ event }) => event.type)).toContain('flight-join');

  leader.close();
  await cancelled.cancel();
  expect((await eventsOf(cancelled)).at(-1)).toMatchObject({
    type: 'turn-error',
    error: { code: 'cancelled' },
  });

  clock.advance?.(1000);
  for (const events of await Promise.all(others.map(eventsOf))) {
    expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { text, costUsd: 0 } });
  }
  expect(stand.calls()).toBe(1);

  // Saved before anyone was told: who asks now finds it.
  expect(await observer.call('ask', { request })).toMatchObject({ text, cache: 'exact' });
  const stats = await observer.call('metrics.get', {});
  expect(stats.upstream).toEqual({ attempts: 1, retries: 0 });
  expect(stats.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 9);
});

test('identical requests that wait for a place are answered from the cache when it is their turn', async () => {
  await using stand = await openStand({ config: { limits: { maxConcurrent: 3 } } });
  await using daemon = await stand.start();
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => stand.connect(daemon)));
  const request = { messages: [{ role: 'user' as const, content: 'Count.' }] };
  const results = await Promise.all(
    clients.flatMap((client) => Array.from({ length: EACH }, () => client.call('ask', { request }))),
  );
  expect(new Set(results.map(({ text }) => text)).size).toBe(1);
  expect(results.filter(({ costUsd }) => costUsd !== 0)).toHaveLength(1);
  expect(stand.calls()).toBe(1);
});

test('callers whose calls go elsewhere do not share one: a wrong key fails its own turn alone', async () => {
  await using stand = await openStand({ simulator: { apiKeys: [KEY] } });
  await using daemon = await stand.start();
  const { url } = stand.simulator;
  const request = { prompt: 'Whose call?' };
  const stalled = await stand.connect(daemon, { baseUrl: `${url}/s/stall-headers` });
  const first = await stalled.startTurn(request);
  await readUntil(first, 'attempt-start');

  const wrong = await stand.connect(daemon, { apiKey: 'no such key', baseUrl: url });
  await expect(wrong.call('ask', { request })).rejects.toMatchObject({ code: 'credentials_rejected' });
  const right = await stand.connect(daemon, { baseUrl: url });
  expect(await right.call('ask', { request })).toMatchObject({ cache: 'miss', stopReason: 'end_turn' });
  await first.cancel();
});

test('when all passengers have left, the call ends; the next one to ask gets a call of its own', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  stand.simulator.script(KEY, ['stall-mid', 'ok']);
  const client = await stand.connect(daemon);
  const request = { prompt: 'Is anybody there?' };
  const [one, other] = [await client.startTurn(request), await client.startTurn(request)];
  await Promise.all([readUntil(one, 'text-delta'), readUntil(other, 'text-delta')]);
  await Promise.all([one.cancel(), other.cancel()]);
  const events = await eventsOf(await client.startTurn(request));
  expect(ofType(events, 'flight-join')).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { cache: 'miss' } });
  expect(stand.calls()).toBe(2);
});
