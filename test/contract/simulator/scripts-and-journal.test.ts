import { connect } from 'node:net';
import { createSimulatorClock, hashKey, startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSdk, drive, question } from './drive-sdk.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.reset());

afterAll(async () => {
  await simulator.close();
});

/** What each attempt came to: the status, `ok`, or the name of the error. */
async function attempt(key = 'k', base = simulator.url): Promise<string | number> {
  const { error, events } = await drive(createSdk(base, key));
  if (error === undefined) return events.at(-1)?.type === 'message_stop' ? 'ok' : 'half';
  if (typeof error === 'object' && error !== null && 'status' in error) return Number(error.status);
  return error instanceof Error ? error.name : 'unknown';
}

describe('a script', () => {
  test('gives each attempt its step, and a further attempt an error that says so', async () => {
    simulator.script('k', ['529', 'reset-mid:3', { status: 500, times: 2 }, 'ok']);
    const seen = [];
    for (let index = 0; index < 5; index += 1) seen.push(await attempt());
    expect(seen).toEqual([529, 'TypeError', 500, 500, 'ok']);
    const { error } = await drive(createSdk(simulator.url, 'k'));
    expect(error).toMatchObject({ status: 500, errorCode: 'simulator_script_exhausted' });
  });

  test('of a key goes before the one of every key, and keys do not share', async () => {
    simulator.script('*', [{ status: 403, times: 'forever' }]);
    simulator.script('own', ['ok']);
    expect([await attempt('own'), await attempt('other'), await attempt('other')]).toEqual(['ok', 403, 403]);
  });

  test('may change parts of a scenario', async () => {
    simulator.script('k', [{ scenario: 'reset-mid', fault: { kind: 'clean-end', at: { event: 3 } } }]);
    const { error, events } = await drive(createSdk(simulator.url, 'k'));
    expect(error).toBeUndefined();
    expect(events).toHaveLength(3);
  });

  test('with an unknown scenario is refused at once', () => {
    expect(() => simulator.script('k', ['no-such-thing'])).toThrow('no-such-thing');
  });
});

test('a scenario of several steps starts anew for other messages', async () => {
  const base = `${simulator.url}/s/529-then-ok:2`;
  expect([await attempt('k', base), await attempt('k', base), await attempt('k', base)]).toEqual([
    529,
    529,
    'ok',
  ]);
  const other = await drive(createSdk(base, 'k'), {
    messages: [{ role: 'user', content: 'Something else' }],
  });
  expect(other.error).toMatchObject({ status: 529 });
});

test('the journal tells what came, and never the key', async () => {
  await attempt('sk-secret');
  await attempt('sk-secret');
  const [first, second] = simulator.journal({ path: '/v1/messages', apiKey: 'sk-secret' });
  expect(first).toMatchObject({
    number: 1,
    method: 'POST',
    attempt: 1,
    status: 200,
    outcome: 'complete',
    key: hashKey('sk-secret'),
    body: { ...question, stream: true },
    clientClosedAt: null,
  });
  expect(first?.bytesWritten).toBeGreaterThan(500);
  expect(second?.attempt).toBe(2);
  expect(JSON.stringify(simulator.journal())).not.toContain('sk-secret');
});

test('the journal notes when the client hangs up', async () => {
  simulator.script('k', ['stall-mid']);
  await drive(createSdk(simulator.url, 'k'), {}, (count, abort) => {
    if (count === 4) abort();
  });
  await expect.poll(() => simulator.journal().at(-1)?.clientClosedAt).toEqual(expect.any(Number));
});

test('the same seed and script give the same bytes; another seed gives others', async () => {
  const run = async (seed: number): Promise<string> => {
    const clock = createSimulatorClock({ running: false });
    const one = await startSimulator({ seed, clock, adminPort: false });
    let bytes = '';
    for (const scenario of ['ok', 'tools', 'random-chunks', '529', 'thinking']) {
      const response = await fetch(`${one.url}/s/${scenario}/v1/messages`, {
        method: 'POST',
        headers: { authorization: 'Bearer k', 'anthropic-version': '2026-10-21' },
        body: JSON.stringify({ ...question, stream: true }),
      });
      bytes += JSON.stringify([...response.headers]) + (await response.text());
    }
    await one.close();
    return bytes;
  };
  const first = await run(7);
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
});

test('the ledger says what the answers said, also of one that was cut', async () => {
  simulator.script('k', ['ok', 'reset-mid', '529']);
  const whole = await drive(createSdk(simulator.url, 'k'));
  const cut = await drive(createSdk(simulator.url, 'k'));
  await attempt();
  const end = whole.events.find((event) => event.type === 'message_delta');
  const start = cut.events.find((event) => event.type === 'message_start');
  const input = (end?.usage.input_tokens ?? 0) + (start?.message.usage.input_tokens ?? 0);
  const output = (end?.usage.output_tokens ?? 0) + (start?.message.usage.output_tokens ?? 0);
  const { total } = simulator.ledger();
  expect(total).toMatchObject({ requests: 2, inputTokens: input, outputTokens: output });
  // Haiku 5.5 costs 10 and 50 cents for a million tokens.
  expect(total.costUsd).toBeCloseTo((input * 0.1 + output * 0.5) / 1e6, 12);
});

test('a cached prefix is written once and read after that', async () => {
  const client = createSdk(simulator.url);
  const system = [
    {
      type: 'text' as const,
      text: 'rules '.repeat(100),
      cache_control: { type: 'ephemeral' as const, ttl: '1h' as const },
    },
  ];
  const first = await client.messages.create({ ...question, system });
  const second = await client.messages.create({
    ...question,
    system,
    messages: [{ role: 'user', content: 'Else?' }],
  });
  expect(first.usage).toMatchObject({
    cache_creation: { ephemeral_1h_input_tokens: 150, ephemeral_5m_input_tokens: 0 },
    cache_read_input_tokens: 0,
  });
  expect(second.usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 150 });
});

test('a bucket that is empty gives a 429 with the time to wait, and time fills it', async () => {
  const clock = createSimulatorClock({ running: false });
  const limited = await startSimulator({
    clock,
    adminPort: false,
    limits: { requestsPerMinute: 2, inputTokensPerMinute: 1000, outputTokensPerMinute: 1000 },
  });
  const client = createSdk(limited.url);
  const first = await drive(client);
  expect(first.headers?.get('anthropic-ratelimit-requests-remaining')).toBe('1');
  expect(first.headers?.get('anthropic-ratelimit-requests-reset')).toBe('2026-11-02T00:00:30Z');
  await drive(client);
  const refused = await drive(client);
  expect(refused.error).toMatchObject({ status: 429, type: 'rate_limit_error' });
  expect(refused.headers?.get('retry-after')).toBe('30');
  clock.advance?.(30_000);
  expect((await drive(client)).error).toBeUndefined();
  await limited.close();
});

describe('the admin port', () => {
  const call = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${simulator.adminUrl ?? ''}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  test('scripts, and shows journal, ledger and scenarios', async () => {
    expect(
      await call('/script', { apiKey: 'k', steps: ['529', { blocks: [{ type: 'text', text: 'hi' }] }] }),
    ).toEqual({
      status: 200,
      body: { steps: 2 },
    });
    expect([await attempt(), await attempt()]).toEqual([529, 'ok']);
    expect((await call('/journal?path=/v1/messages')).body).toHaveLength(2);
    expect((await call('/ledger')).body).toMatchObject({ total: { requests: 1 } });
    expect((await call('/scenarios')).body).toContainEqual(expect.objectContaining({ id: 'reset-mid' }));
    await call('/reset', {});
    expect((await call('/journal')).body).toEqual([]);
  });

  test('moves the clock', async () => {
    const before = simulator.clock.now();
    await call('/clock', { advanceMs: 3_600_000 });
    expect(simulator.clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  });

  test.each([
    ['/script', { steps: [{ statuss: 529 }] }, 'statuss'],
    ['/script', { steps: ['no-such-thing'] }, 'no-such-thing'],
    ['/clock', { advanceMs: -1 }, 'advanceMs'],
  ])('refuses at %s what makes no sense: %j', async (path, body, reason) => {
    const answer = await call(path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(reason);
  });

  test('does not listen to web pages', async () => {
    expect((await call('/reset', {}, { origin: 'https://example.com' })).status).toBe(403);
  });
});

test('an upload that breaks off is noted, and harms nobody', async () => {
  const { hostname, port } = new URL(simulator.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /v1/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n');
  socket.write('anthropic-version: 2026-10-21\r\ncontent-length: 1000\r\n\r\n{"model":');
  await expect.poll(() => simulator.journal().length).toBe(1);
  socket.destroy();
  await expect.poll(() => simulator.journal()[0]?.outcome).toBe('client-closed');
  expect(await attempt()).toBe('ok');
});
