import type { ChatEvent, WireRequest } from '@jackdaw/core/protocol';
import { describe, expect, test } from 'vitest';
import { createSimulatorClock } from '../../../packages/daemon/src/simulator/index.ts';
import { overload } from '../../fault/support/load/overload.ts';
import { BINDINGS, keepToLimits } from '../../fault/support/load/token-limits.ts';
import { poll } from '../../support/poll.ts';
import { eventsOf, ofType, readUntil } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

const SONNET = 'claude-sonnet-5-5';
const STALL = { fault: { kind: 'stall', at: { event: 4 }, forMs: 1_000 } } as const;

const failureOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);
const asked = (events: readonly ChatEvent[]) => ofType(events, 'attempt-start').map(({ model }) => model);

describe('a model that is overloaded', () => {
  test('is stood in for by the next tier above, which the events say; that answer is kept', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    stand.simulator.script(KEY, ['529', '529', '529', {}]);
    const request = { prompt: 'What is a jackdaw?', model: 'balanced' };
    const events = await eventsOf(await client.startTurn(request));
    const [change] = ofType(events, 'route-change');
    const chosen = ofType(events, 'route-choose')[0]?.model;
    expect(change).toMatchObject({ from: chosen, tier: 'capable', reason: `${chosen} is overloaded` });
    expect(asked(events)).toEqual([chosen, chosen, chosen, change?.model]);
    expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { model: change?.model } });
    expect(await client.call('ask', { request })).toMatchObject({ cache: 'exact', model: change?.model });
  });

  test('is stood in for by one below for this once: the next to ask gets the model that is due', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    stand.simulator.script(KEY, ['529', '529', '529', {}, {}]);
    const request = { prompt: 'What is a jackdaw?', model: 'capable' };
    const events = await eventsOf(await client.startTurn(request));
    expect(ofType(events, 'route-change')).toMatchObject([{ tier: 'balanced' }]);
    expect(ofType(events, 'cache-save')).toEqual([]);
    const due = ofType(events, 'route-choose')[0]?.model;
    expect(await client.call('ask', { request })).toMatchObject({ cache: 'miss', model: due });
  });

  test('is not stood in for where it was named by its id', async () => {
    await using stand = await openStand({
      scenario: '/s/529',
      config: { retry: { maxAttempts: 4, base: '1ms' } },
    });
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const request = { prompt: 'What is a jackdaw?', model: SONNET };
    const events = await eventsOf(await client.startTurn(request));
    expect(stand.calls()).toBe(4);
    expect(events.at(-1)).toMatchObject({ type: 'turn-error', error: { code: 'overloaded' } });
    expect(ofType(events, 'route-change')).toEqual([]);
    expect(asked(events)).toEqual([SONNET, SONNET, SONNET, SONNET]);
  });

  test('is left alone after ten failures, and asked again when a person comes', async () => {
    await using stand = await openStand({ config: { retry: { maxAttempts: 1 } } });
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    stand.simulator.script(KEY, [{ scenario: '529', times: 'forever' }]);
    const ask = (request: Partial<WireRequest> = {}) =>
      failureOf(client.call('ask', { request: { prompt: 'Are you there?', model: SONNET, ...request } }));
    for (let call = 0; call < 10; call += 1) expect(await ask()).toMatchObject({ code: 'overloaded' });
    const refused = await ask();
    expect(refused).toMatchObject({ code: 'overloaded', retryable: true, retryAfterMs: expect.any(Number) });
    expect(stand.calls()).toBe(10);

    stand.simulator.script(KEY, [{ times: 'forever' }]);
    const answer = await poll('the model to be asked again', async () => {
      const outcome = await ask({ priority: 'person' });
      return outcome instanceof Error ? undefined : outcome;
    });
    expect(answer).toMatchObject({ cache: 'miss', model: SONNET });
    expect(stand.calls()).toBe(11);
    // Scripts too, at once.
    expect(await ask({ prompt: 'And for scripts?' })).toMatchObject({ cache: 'miss' });
  });
});

test('cache hits answer at once while the model’s calls wait, and those are told their place and time', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({ simulator: { clock }, config: { limits: { maxConcurrent: 1 } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const known = { prompt: 'Known?' };
  stand.simulator.script(KEY, [{}, STALL, { times: 'forever' }]);
  await client.call('ask', { request: known });

  const running = await client.startTurn({ prompt: 'Running?' });
  await readUntil(running, 'text-delta');
  const waiting = await client.startTurn({ prompt: 'Waiting?' });
  const behind = await client.startTurn({ prompt: 'Behind?' });
  const person = await client.startTurn({ prompt: 'A person?', priority: 'person' });
  const told = await Promise.all([waiting, behind, person].map((turn) => readUntil(turn, 'upstream-wait')));
  expect(told.map((events) => events.at(-1)?.event)).toMatchObject([
    { reason: 'concurrency', position: 1, waitMs: expect.any(Number) },
    { reason: 'concurrency', position: 2 },
    { reason: 'concurrency', position: 1 },
  ]);
  expect(await client.call('ask', { request: known })).toMatchObject({ cache: 'exact' });
  expect(stand.calls()).toBe(2);

  clock.advance?.(1_000);
  for (const turn of [running, waiting, behind, person]) {
    expect((await eventsOf(turn)).at(-1)?.type).toBe('turn-end');
  }
  expect(stand.calls()).toBe(5);
});

test('who waits can leave: no call is made, and the next is served', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({ simulator: { clock }, config: { limits: { maxConcurrent: 1 } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [STALL, { times: 'forever' }]);
  const running = await client.startTurn({ prompt: 'Running?' });
  await readUntil(running, 'text-delta');
  const [leaver, next] = [
    await client.startTurn({ prompt: 'Leaver?' }),
    await client.startTurn({ prompt: 'Next?' }),
  ];
  for (const turn of [leaver, next]) await readUntil(turn, 'upstream-wait');
  await client.call('turn.cancel', { turnId: leaver.turnId });
  expect((await eventsOf(leaver)).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
  clock.advance?.(1_000);
  expect((await eventsOf(next)).at(-1)?.type).toBe('turn-end');
  expect(stand.calls()).toBe(2);
});

test('a long retry-after fails at once with the time to come back, and the next question does not call', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const [client, other] = [await stand.connect(daemon), await stand.connect(daemon)];
  stand.simulator.script(KEY, [
    { scenario: '429', headers: { 'retry-after': '3600' } },
    { times: 'forever' },
  ]);
  const ask = (prompt: string, model = SONNET) =>
    failureOf(client.call('ask', { request: { prompt, model } }));
  expect(await ask('First?')).toMatchObject({ code: 'rate_limited', retryAfterMs: 3_600_000 });
  const second = await failureOf(
    other.call('ask', { request: { prompt: 'Second?', model: SONNET, priority: 'person' } }),
  );
  expect(second).toMatchObject({
    code: 'rate_limited',
    retryable: true,
    message: expect.stringContaining('in 60 minutes, or choose another model'),
  });
  const { retryAfterMs } = second as { retryAfterMs?: number };
  expect(retryAfterMs).toBeGreaterThan(3_500_000);
  expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
  expect(stand.calls()).toBe(1);
  expect(await ask('Third?', 'claude-haiku-5-5')).toMatchObject({ cache: 'miss' });
});

describe('limits', () => {
  test('are learned from headers, and all clients share them', async () => {
    const limits = { requestsPerMinute: 6, inputTokensPerMinute: 1e6, outputTokensPerMinute: 1e6 };
    await using stand = await openStand({ simulator: { limits } });
    await using daemon = await stand.start();
    const clients = [await stand.connect(daemon), await stand.connect(daemon)];
    const request = (prompt: string) => ({ prompt, model: SONNET });
    for (let call = 0; call < 6; call += 1) {
      const answer = await clients[call % 2]?.call('ask', { request: request(`Call ${call}?`) });
      expect(answer).toMatchObject({ cache: 'miss' });
    }
    for (const [index, client] of clients.entries()) {
      const turn = await client.startTurn(request(`Too soon ${index}?`));
      const event = (await readUntil(turn, 'upstream-wait')).at(-1)?.event;
      expect(event).toMatchObject({ model: SONNET, reason: 'requests', position: index + 1 });
      expect(event).toMatchObject({ waitMs: expect.any(Number) });
    }
    expect(stand.simulator.journal({ path: '/v1/messages' }).map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 200),
    );
  });

  test.each(BINDINGS)('of %s are not met with a refusal when many ask at once', async (binding) => {
    const result = await keepToLimits({ binding, questions: 40, tailSeconds: 0.5 });
    expect(result).toMatchObject({ calls: 40, refused: 0 });
    expect(result.used).toBeLessThanOrEqual(result.allowed + 1);
    expect(result.waitsTold).toBeGreaterThan(0);
  });
});

test('an upstream that answers nobody gets few more calls than there are questions, and recovers', async () => {
  const result = await overload({ seconds: 1.5, recoverySeconds: 1, rate: 40 });
  expect(result.endings).not.toHaveProperty('other');
  expect(result.endings).not.toHaveProperty('answered');
  expect(result.amplification).toBeLessThanOrEqual(1.2);
  expect(result.recovery.offered).toBe(40);
});
