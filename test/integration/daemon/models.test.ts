import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { createMemoryStore, createSystemClock, type Clock, type Upstream } from '@jackdaw/core';
import { daemonParts } from '@jackdaw/daemon';
import { startSimulator } from '@jackdaw/daemon/simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SILENT_LOG } from '../../../packages/daemon/src/log/index.ts';
import { openModels, type ModelsOptions } from '../../../packages/daemon/src/models/index.ts';
import { createAnthropicProvider } from '../../../packages/daemon/src/provider/index.ts';
import { connectClient } from '../../support/connect.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { poll } from '../../support/poll.ts';
import { startInProcess } from '../../support/start-daemon.ts';
import { makeHome } from '../../support/test-home.ts';

const DAY = 24 * 3_600_000;

/** A server that answers `GET /v1/models` as it is told, and counts how often. */
async function startServer(answer: RequestListener) {
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/v1/models') === true) asked += 1;
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, asked: () => asked };
}

const listing =
  (...models: readonly object[]): RequestListener =>
  (_request, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ data: models, has_more: false }));
  };
const model = (id: string, window: number | null, longest: number | null = 8_000) => ({
  type: 'model',
  id,
  max_input_tokens: window,
  max_tokens: longest,
});

const provider = createAnthropicProvider({ stallMs: 5_000, connectTimeoutMs: 5_000, log: SILENT_LOG });
const at = (baseUrl: string): Upstream => ({ apiKey: 'key', baseUrl, simulated: false });

async function open(upstream: Upstream | null, change: Partial<ModelsOptions> = {}) {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const options: ModelsOptions = {
    store,
    directory: provider,
    ownUpstream: async () => upstream,
    own: {},
    refresh: true,
    clock,
    log: SILENT_LOG,
    ...change,
  };
  const models = await openModels(options);
  onTestFinished(() => models.close());
  return { clock, models, options };
}

/** Until the refresher has asked, and sleeps till the next day. */
const asleep = (clock: ReturnType<typeof createFakeClock>) =>
  poll('the next wait', () => clock.sleepers === 1);

describe('models are known from their server', () => {
  test('those of the simulator, with their windows, some seconds after the start', async () => {
    const simulator = await startSimulator({ adminPort: false });
    onTestFinished(() => simulator.close());
    const { clock, models } = await open(at(simulator.url));
    expect(models.ids()).toEqual([]);
    await clock.advance(5_000);
    await poll('the models', () => models.ids().includes('claude-haiku-4-5'));
    expect(models.knownOf('claude-haiku-4-5')).toEqual({
      maxInputTokens: 200_000,
      maxOutputTokens: 64_000,
      source: 'server',
    });
    expect(models.knownOf('claude-fable-5-2')).toMatchObject({ maxOutputTokens: null, source: 'server' });
  });

  test('again each day; what is known at a start stays so until the next', async () => {
    let window = 50_000;
    const server = await startServer((request, response) =>
      listing(model('local-1', window), model('claude-haiku-5-5', null, null))(request, response),
    );
    const { clock, models, options } = await open(at(server.url));
    await clock.advance(5_000);
    await poll('the models', () => models.knownOf('local-1')?.maxInputTokens === 50_000);
    // A figure that the server leaves out is the built-in one.
    expect(models.knownOf('claude-haiku-5-5')).toMatchObject({ maxInputTokens: 1_000_000, source: 'server' });
    expect(models.factsOf('local-1')).toBeNull();
    expect(models.atStart).toEqual({});

    window = 60_000;
    await asleep(clock);
    await clock.advance(DAY);
    await poll('the next day’s models', () => models.knownOf('local-1')?.maxInputTokens === 60_000);
    expect(server.asked()).toBe(2);

    const next = await open(at(server.url), { store: options.store });
    expect(next.models.factsOf('local-1')).toEqual({ maxInputTokens: 60_000, maxOutputTokens: 8_000 });
    // Of another server it says nothing.
    const elsewhere = await open(at('http://127.0.0.1:1'), { store: options.store });
    expect(elsewhere.models.ids()).toEqual([]);
  });

  test('but the config’s own figures stand', async () => {
    const server = await startServer(listing(model('local-1', 50_000)));
    const own = { 'local-1': { maxInputTokens: 9_000, maxOutputTokens: null } };
    const { clock, models } = await open(at(server.url), { own });
    await clock.advance(5_000);
    await asleep(clock);
    expect(models.knownOf('local-1')).toMatchObject({ maxInputTokens: 9_000, source: 'config' });
  });

  test.each<[string, RequestListener]>([
    ['has no such page', (_request, response) => response.writeHead(404).end('{"error":"no"}')],
    [
      'answers with HTML',
      (_request, response) =>
        response.setHeader('content-type', 'text/html').end('<html><body>It works!</body></html>'),
    ],
    ['lists nonsense', listing({ id: 7 }, { id: '' }, model('tiny', 3, -1), { nothing: true })],
  ])('a server that %s changes nothing', async (_name, answer) => {
    const server = await startServer(answer);
    const { clock, models } = await open(at(server.url));
    await clock.advance(5_000);
    await poll('the question', () => server.asked() >= 1);
    await asleep(clock);
    expect(models.knownOf('claude-haiku-5-5')).toMatchObject({ source: 'built-in' });
    expect(models.knownOf('tiny')?.maxInputTokens ?? null).toBeNull();
  });

  test('a server that never answers holds nothing up, the end of the daemon neither', async () => {
    const server = await startServer(() => {});
    const { clock, models } = await open(at(server.url));
    await clock.advance(5_000);
    await poll('the question', () => server.asked() === 1);
    expect(models.knownOf('claude-haiku-5-5')).toMatchObject({ source: 'built-in' });
    await models.close();
  });

  test('nobody is asked in the demo, without credentials, or where the config says no', async () => {
    const server = await startServer(listing(model('local-1', 50_000)));
    const none = await open(null);
    const off = await open(at(server.url), { refresh: false });
    await none.clock.advance(2 * DAY);
    await off.clock.advance(2 * DAY);
    expect(server.asked()).toBe(0);
    expect([...none.models.ids(), ...off.models.ids()]).toEqual([]);
  });
});

test('a daemon lists what it was told at once, and routes by it from the next start on', async () => {
  using home = makeHome({ models: { refresh: true } });
  const server = await startServer(listing(model('claude-haiku-5-5', 20_000), model('local-1', 50_000)));
  const env = { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: server.url };
  const system = createSystemClock();
  // The wait after a start is no matter of this test.
  const clock: Clock = { ...system, sleep: (ms, signal) => system.sleep(ms === 4_000 ? 0 : ms, signal) };
  const parts = {
    compose: (options: Parameters<typeof daemonParts.compose>[0]) =>
      daemonParts.compose({ ...options, clock }),
  };
  const request = { prompt: 'What is the capital of France?', model: 'fast' };

  {
    await using daemon = await startInProcess(home, { env, parts });
    const client = await connectClient(daemon.file);
    const known = async () => (await client.call('models.list', {})).models;
    await poll('the list', async () => (await known()).some(({ id }) => id === 'local-1'));
    expect(await known()).toContainEqual({
      id: 'claude-haiku-5-5',
      tiers: ['fast'],
      maxInputTokens: 20_000,
      maxOutputTokens: 8_000,
      inputUsd: 0.1,
      outputUsd: 0.5,
      source: 'server',
    });
    expect(await client.call('turn.estimate', { request })).toMatchObject({ model: 'claude-haiku-5-5' });
    client.close();
  }
  await using daemon = await startInProcess(home, { env, parts });
  const client = await connectClient(daemon.file);
  // A named answer of up to 16,000 tokens is more than the server's model gives; the default takes what it gives.
  const named = { ...request, maxTokens: 16_000 };
  expect(await client.call('turn.estimate', { request: named })).toMatchObject({
    model: 'claude-sonnet-5-5',
    reason: expect.stringMatching(/fast was asked for; moved up to balanced/),
  });
  expect(await client.call('turn.estimate', { request })).toMatchObject({ model: 'claude-haiku-5-5' });
  client.close();
});

test('each model is asked for no longer an answer than its server says it writes, stand-ins too', async () => {
  using home = makeHome({ models: { refresh: true }, retry: { base: '1ms', cap: '5ms' } });
  const simulator = await startSimulator({ adminPort: false });
  onTestFinished(() => simulator.close());
  simulator.script('key', ['529', '529', '529', {}, {}]);
  const list = listing(
    model('claude-haiku-5-5', 200_000, 4_000),
    model('claude-sonnet-5-5', 200_000, 12_000),
  );
  const asked: unknown[] = [];
  const server = await startServer((incoming, response) => {
    if (incoming.url?.startsWith('/v1/models') === true) return list(incoming, response);
    void (async () => {
      const body = await text(incoming);
      const { model, max_tokens } = JSON.parse(body);
      asked.push([model, max_tokens]);
      const headers = {
        'content-type': 'application/json',
        'x-api-key': 'key',
        'anthropic-version': '2023-06-01',
      };
      const answer = await fetch(simulator.url + incoming.url, { method: 'POST', headers, body });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    })();
  });
  const env = { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: server.url };
  const system = createSystemClock();
  const clock: Clock = { ...system, sleep: (ms, signal) => system.sleep(ms === 4_000 ? 0 : ms, signal) };
  const parts = {
    compose: (options: Parameters<typeof daemonParts.compose>[0]) =>
      daemonParts.compose({ ...options, clock }),
  };
  {
    await using daemon = await startInProcess(home, { env, parts });
    const client = await connectClient(daemon.file);
    const known = async () => (await client.call('models.list', {})).models;
    await poll('the list', async () =>
      (await known()).some(({ maxOutputTokens }) => maxOutputTokens === 4_000),
    );
    client.close();
  }
  await using daemon = await startInProcess(home, { env, parts });
  const client = await connectClient(daemon.file);
  const question = { prompt: 'What is the capital of France?' };
  expect(await client.call('ask', { request: question })).toMatchObject({ model: 'claude-sonnet-5-5' });
  const fast = ['claude-haiku-5-5', 4_000];
  expect(asked).toEqual([fast, fast, fast, ['claude-sonnet-5-5', 12_000]]);
  // A figure of the caller's own is kept, and the model chosen for it.
  await client.call('ask', { request: { ...question, maxTokens: 6_000 } });
  expect(asked.at(-1)).toEqual(['claude-sonnet-5-5', 6_000]);
  client.close();
});
