import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ChatEvent, type Stats, type WireRequest } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { simulatedModels } from '../../../packages/daemon/src/simulator/index.ts';
import { eventsOf, readUntil } from './events-of.ts';
import { openStand, type Stand } from './open-stand.ts';

/** The daemon's counters in the words of the simulator's ledger; a model that was never billed is left out. */
function billedBy({ models }: Stats) {
  return Object.entries(models)
    .map(([model, { tokens, costUsd }]) => ({ model, tokens, costUsd: Number(costUsd.toFixed(9)) }))
    .filter(({ tokens }) => Object.values(tokens).some((count) => count > 0))
    .toSorted((a, b) => a.model.localeCompare(b.model));
}

function billedTo({ simulator }: Stand) {
  return Object.entries(simulator.ledger().models)
    .map(([model, line]) => ({
      model,
      tokens: {
        input: line.inputTokens,
        output: line.outputTokens,
        cacheRead: line.cacheReadTokens,
        cacheWrite5m: line.cacheWrite5mTokens,
        cacheWrite1h: line.cacheWrite1hTokens,
      },
      costUsd: Number(line.costUsd?.toFixed(9)),
    }))
    .toSorted((a, b) => a.model.localeCompare(b.model));
}

/** Equal to the token and to 1e-9 dollars, for each model. */
async function expectSameBooks(client: JackdawClient, stand: Stand): Promise<Stats> {
  const stats = await client.call('metrics.get', {});
  expect(billedBy(stats)).toEqual(billedTo(stand));
  expect(stats.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 9);
  return stats;
}

/** What each of these does to an answer is the simulator's catalogue. After the words, nothing more is billed. */
const FATES = [
  'ok',
  '529-then-ok:1',
  '429-retry-after-ms:1',
  '401',
  '404',
  '413',
  '500',
  'reset-accept',
  'reset-headers',
  '200-html',
  'error-first',
  'refusal-empty',
  'refusal-partial',
  'max-tokens',
  'context-exceeded',
  'pause-turn',
  'reset-mid',
  'fin-mid',
  'clean-end-mid',
  'error-mid:7',
  'missing-message-stop',
  'no-usage',
  'thinking',
  'tools',
  'stop-sequence',
] as const;

const MODELS = simulatedModels.map(({ id }) => id);

/** Beyond 100,000 tokens the whole request of this model costs more. */
const LONG = { model: 'claude-haiku-5-5', text: 'words and '.repeat(41_000) };

function askedWith(label: string, model: string): WireRequest {
  return { messages: [{ role: 'user', content: `${label} of ${model}` }], model, maxTokens: 1000 };
}

/** A system prompt with both kinds of breakpoint: written to the upstream's own cache once, then read from it. */
function askedOverCachedPrefix(label: string, model: string): WireRequest {
  const system = [
    { type: 'text', text: 'A long rule. '.repeat(50), cache_control: { type: 'ephemeral', ttl: '1h' } },
    { type: 'text', text: 'A shorter rule. '.repeat(20), cache_control: { type: 'ephemeral' } },
  ];
  return { ...askedWith(label, model), system };
}

/** Asks, whatever becomes of it; `internal` would be a fault of jackdaw's own. */
async function ask(client: JackdawClient, request: WireRequest): Promise<void> {
  try {
    await client.call('ask', { request });
  } catch (error) {
    if (!(error instanceof JackdawError) || error.code === 'internal') throw error;
  }
}

async function mixedRun(stand: Stand, daemon: Parameters<Stand['connect']>[0], label: string): Promise<void> {
  const clients = await Promise.all(
    FATES.map((fate) => stand.connect(daemon, { baseUrl: `${stand.simulator.url}/s/${fate}` })),
  );
  await Promise.all(
    clients.flatMap((client, index) =>
      MODELS.filter((_, place) => (place + index) % 2 === 0).map((model) =>
        ask(client, askedWith(`${label}, ${FATES[index]}`, model)),
      ),
    ),
  );
  const plain = await stand.connect(daemon);
  for (const model of MODELS) {
    for (const question of ['first', 'second', 'second']) {
      await ask(plain, askedOverCachedPrefix(`${label}, ${question}`, model));
    }
  }
  await ask(plain, { ...askedWith(label, LONG.model), system: LONG.text });
}

/** Turns that hang in the middle of their answers, each of which has been billed its first token. */
async function hangingTurns(stand: Stand, daemon: Parameters<Stand['connect']>[0], label: string) {
  const client = await stand.connect(daemon, { baseUrl: `${stand.simulator.url}/s/stall-mid` });
  const turns = await Promise.all(MODELS.map((model) => client.startTurn(askedWith(label, model))));
  await Promise.all(turns.map((turn) => readUntil(turn, 'text-delta')));
  return turns;
}

test('hits, misses, retries, refusals, cuts, broken streams, cached prefixes: the books agree to the token', async () => {
  await using stand = await openStand();
  const before = await stand.start();
  await mixedRun(stand, before, 'first day');
  const client = await stand.connect(before);
  const { turns, hits, upstream } = await expectSameBooks(client, stand);
  expect(turns).toBeGreaterThan(200);
  expect(hits.exact).toBe(MODELS.length);
  expect(upstream.attempts).toBe(stand.calls());
  expect(upstream.retries).toBeGreaterThan(10);
  const { total } = stand.simulator.ledger();
  for (const tokens of [total.cacheReadTokens, total.cacheWrite5mTokens, total.cacheWrite1hTokens]) {
    expect(tokens).toBeGreaterThan(1000);
  }

  // Turns that are cancelled, and turns that a stop of the daemon cuts, have cost what they had cost by then.
  for (const turn of await hangingTurns(stand, before, 'cancelled')) await turn.cancel();
  await hangingTurns(stand, before, 'cut by the stop');
  await before.stop('a restart');

  await using after = await stand.start();
  await mixedRun(stand, after, 'second day');
  await expectSameBooks(await stand.connect(after), stand);
});

test('a daemon that is killed takes nothing out of the books', async () => {
  await using stand = await openStand();
  for (const death of ['first death', 'second death']) {
    await using daemon = await stand.spawn();
    await mixedRun(stand, daemon, death);
    await hangingTurns(stand, daemon, death);
    daemon.child.kill('SIGKILL');
    await daemon.exit;
  }
  await using daemon = await stand.start();
  const { upstream } = await expectSameBooks(await stand.connect(daemon), stand);
  expect(upstream.attempts).toBe(stand.calls());
});

test('what the upstream counts after the reader has left is all that the books can lack', async () => {
  // Equality cannot hold here: the final count comes with the last event, which is written when nobody reads any more.
  await using stand = await openStand({ simulator: { defaultStep: { timing: { betweenTokensMs: 1 } } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const endings: (ChatEvent | undefined)[] = [];
  for (const model of MODELS) {
    const turn = await client.startTurn(askedWith('cancelled at any moment', model));
    await readUntil(turn, 'text-delta');
    await turn.cancel();
    endings.push((await eventsOf(turn)).at(-1));
  }
  const stats = await client.call('metrics.get', {});
  const { total } = stand.simulator.ledger();
  expect(endings.map((ending) => ending?.type)).toContain('turn-error');
  expect(stats.tokens.input).toBe(total.inputTokens);
  expect(stats.tokens.output).toBeGreaterThanOrEqual(MODELS.length);
  expect(stats.tokens.output).toBeLessThanOrEqual(total.outputTokens);
});
