import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { KEY, openStand } from '../turns/open-stand.ts';

const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }], model: 'fast' });

test('windows, queues, gates, limits, memory and prices are told with the figures', async () => {
  await using stand = await openStand({
    simulator: { limits: { requestsPerMinute: 1000, inputTokensPerMinute: 1e6, outputTokensPerMinute: 1e6 } },
    config: {
      prices: { 'own-model': { input: 1, output: 1, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 } },
    },
  });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await client.call('ask', { request: ask('What is a jackdaw?') });
  await client.call('ask', { request: ask('What is a jackdaw?') });
  for (const window of ['minute', 'hour', 'day', 'all'] as const) {
    const stats = await client.call('metrics.get', { window });
    expect(stats).toMatchObject({
      window,
      turns: 2,
      misses: 1,
      hits: { exact: 1 },
      upstream: { attempts: 1 },
    });
    expect(stats.latencyMs.p50).toBeGreaterThan(0);
    expect(stats.tokens.output).toBe(stand.simulator.ledger().total.outputTokens);
  }
  const { now, prices } = await client.call('metrics.get', {});
  expect(prices).toMatchObject({
    asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    overridden: ['own-model'],
  });
  expect(now).toMatchObject({
    queue: { admission: 0, upstream: 0, underWay: 0 },
    gates: [{ model: 'claude-haiku-5-5', breaker: 'closed', limits: { requests: { limit: 1000 } } }],
    index: { exact: 1 },
  });
  expect(now?.memory.rssBytes).toBeGreaterThan(1e7);
  const looked = await poll('a measured event loop', async () => {
    const { now: later } = await client.call('metrics.get', {});
    return later?.loopDelayMs.p50 ?? undefined;
  });
  expect(looked).toBeGreaterThanOrEqual(0);
});

test('a queue that moves is told although no turn has ended', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon, { baseUrl: `${stand.simulator.url}/s/stall-headers` });
  const underWay: number[] = [];
  const stop = await client.onMetrics(({ now }) => underWay.push(now?.queue.underWay ?? -1));
  const turn = await client.startTurn(ask('Does this hang?'));
  await poll('the call to be told', () => underWay.includes(1));
  await turn.cancel();
  await poll('its end to be told', () => underWay.at(-1) === 0);
  stop();
  expect(underWay[0]).toBe(0);
});

test('an answer without a last count, and a model without a price, are turns whose cost is not known', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const silent = await stand.connect(daemon, { baseUrl: `${stand.simulator.url}/s/no-usage` });
  await silent.call('ask', { request: ask('What did that cost?') });
  const stats = await silent.call('metrics.get', {});
  // What was said counts, and that it is not all is said too.
  expect(stats).toMatchObject({ turns: 1, unknownCostTurns: 1 });
  expect(stats.tokens.input).toBe(stand.simulator.ledger().total.inputTokens);
  const { rows } = await silent.call('ledger.export', { by: 'turn' });
  expect(rows).toMatchObject([{ costKnown: false }]);
});

test('the books outlive the conversations and the daemon that they are of', async () => {
  await using stand = await openStand();
  let conversationId: string | null = null;
  {
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const asked = await client.call('ask', { request: { prompt: 'What is a rook?', model: 'fast' } });
    conversationId = asked.conversationId;
    await client.call('history.delete', { id: conversationId ?? '' });
  }
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const { rows } = await client.call('ledger.export', { by: 'conversation' });
  const { total } = stand.simulator.ledger();
  expect(rows).toMatchObject([
    {
      conversation: conversationId,
      turns: 1,
      outputTokens: total.outputTokens,
      inputTokens: total.inputTokens,
    },
  ]);
  const summary = await client.call('ledger.summary', {});
  expect(summary.total.costUsd).toBeCloseTo(total.costUsd, 9);
  expect(summary.days).toHaveLength(1);
  for (const range of ['hour', 'days', 'month'] as const) {
    const { points } = await client.call('metrics.series', { range });
    expect(points).toMatchObject([
      { turns: 1, costUsd: total.costUsd, tiers: { miss: { turns: 1, attempts: 1 } } },
    ]);
  }
});

test('a turn and its calls name each other, client and conversation', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await client.call('hello', {
    protocol: 1,
    client: 'a script',
    environment: { apiKey: KEY, baseUrl: stand.simulator.url },
  });
  const { traceId } = await client.call('ask', {
    request: { ...ask('What is a crow?'), metadata: { job: 'nightly' } },
  });
  const turns = await client.call('ledger.export', { by: 'turn' });
  const attempts = await client.call('ledger.export', { by: 'attempt' });
  expect(turns.rows).toMatchObject([
    { id: traceId, client: 'a script', metadata: '{"job":"nightly"}', costKnown: true },
  ]);
  expect(attempts.rows).toMatchObject([{ turn: traceId, client: 'a script', purpose: 'turn' }]);
  expect(turns.rows[0]?.['costUsd']).toBe(attempts.rows[0]?.['costUsd']);
});
