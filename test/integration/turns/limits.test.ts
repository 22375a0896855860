import { LIMITS, type WireRequest } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { createSimulatorClock } from '../../../packages/daemon/src/simulator/index.ts';
import { connectUnix } from '../../support/connect.ts';
import { eventsOf, readUntil } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

test('a frame of 64 MB ends its own connection, and no turn', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({ simulator: { clock } });
  await using daemon = await stand.start();
  const text = 'one two three four five';
  stand.simulator.script(KEY, [
    { blocks: [{ type: 'text', text }], fault: { kind: 'stall', at: { event: 4 }, forMs: 1000 } },
  ]);
  const client = await stand.connect(daemon);
  const turn = await client.startTurn({ prompt: 'Count.' });
  await readUntil(turn, 'text-delta');

  using greedy = await connectUnix(daemon.file.socket);
  const huge = { request: { prompt: 'x'.repeat(64 * 1024 * 1024) } };
  greedy.send({ jsonrpc: '2.0', id: 1, method: 'ask', params: huge });
  expect((await greedy.closed).code).toBe(1009);

  clock.advance?.(1000);
  expect((await eventsOf(turn)).at(-1)).toMatchObject({ type: 'turn-end', result: { text } });
});

test('what is too large or too much is refused in words, without a call, and the connection stays', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const message = (content: string) => ({ role: 'user' as const, content });
  const deep = Array.from({ length: 80 }).reduce<object>((inner) => ({ properties: { inner } }), {});
  const refused: readonly (readonly [string, WireRequest, string])[] = [
    ['a prompt', { prompt: 'x'.repeat(LIMITS.maxPromptBytes + 1) }, 'too_large'],
    ['a system', { prompt: 'x', system: 'x'.repeat(LIMITS.maxPromptBytes) }, 'too_large'],
    [
      'messages together',
      { messages: Array.from({ length: 9 }, () => message('x'.repeat(1_000_000))) },
      'too_large',
    ],
    [
      'too many messages',
      { messages: Array.from({ length: 10_001 }, () => message('x')) },
      'invalid_request',
    ],
    [
      'too many tools',
      { prompt: 'x', tools: Array.from({ length: 513 }, () => ({ name: 'x' })) },
      'invalid_request',
    ],
    ['too deep a schema', { prompt: 'x', schema: { type: 'object', ...deep } }, 'too_large'],
    [
      'more than the model reads',
      { prompt: 'a b '.repeat(1_500_000), model: 'claude-opus-5-5' },
      'context_exceeded',
    ],
    ['no schema at all', { prompt: 'x', schema: { type: 'no such type' } }, 'invalid_request'],
  ];
  for (const [name, request, code] of refused) {
    const failure = await client.call('ask', { request }).catch((error: unknown) => error);
    expect({ name, failure }).toMatchObject({
      failure: { code, retryable: false, message: expect.stringMatching(/\S \S/) },
    });
  }
  expect(stand.calls()).toBe(0);
  expect(await client.call('ask', { request: { prompt: 'Small?' } })).toMatchObject({ cache: 'miss' });
});

test('a full queue refuses at once and says when to come back; who waits is served', async () => {
  const clock = createSimulatorClock({ running: false });
  await using stand = await openStand({
    simulator: { clock },
    config: { limits: { maxConcurrent: 2, maxQueue: 3 } },
  });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const stall = { fault: { kind: 'stall', at: { event: 4 }, forMs: 1000 } } as const;
  stand.simulator.script(KEY, [stall, stall, { times: 'forever' }]);

  const running = await Promise.all([1, 2].map((n) => client.startTurn({ prompt: `Running ${n}` })));
  await Promise.all(running.map((turn) => readUntil(turn, 'text-delta')));
  const waiting = await Promise.all([1, 2, 3].map((n) => client.startTurn({ prompt: `Waiting ${n}` })));
  const places = await Promise.all(waiting.map((turn) => readUntil(turn, 'upstream-wait')));
  expect(places.map((seen) => seen.at(-1)?.event)).toMatchObject([1, 2, 3].map((position) => ({ position })));

  const failure = await client
    .call('ask', { request: { prompt: 'One more?' } })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'queue_full',
    retryable: true,
    message: expect.stringMatching(/\S \S/),
  });
  expect(Number((failure as { retryAfterMs?: number }).retryAfterMs)).toBeGreaterThan(0);

  clock.advance?.(1000);
  for (const turn of [...running, ...waiting]) expect((await eventsOf(turn)).at(-1)?.type).toBe('turn-end');
  expect(await client.call('ask', { request: { prompt: 'One more?' } })).toMatchObject({ cache: 'miss' });
});
