import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatEvent, WireRequest } from '@jackdaw/core/protocol';
import { describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { eventsOf, ofType } from '../turns/events-of.ts';
import { createFailingStore } from '../turns/failing-store.ts';
import { openStand, type Stand } from '../turns/open-stand.ts';

const RESET = 'How do I reset my password?';
const ALSO = 'What’s the process to reset my password?';
const TRAPS: readonly (readonly [string, string])[] = [
  ['How do I not reset my password?', 'negation'],
  ['How do I reset my username?', ''],
  ['How do I reset my password in version 2?', ''],
];

const ask = (client: JackdawClient, prompt: string, cache?: WireRequest['cache']) =>
  client.call('ask', { request: { prompt, ...(cache === undefined ? {} : { cache }) } });

const startTurn = async (client: JackdawClient, prompt: string, cache?: WireRequest['cache']) =>
  eventsOf(await client.startTurn({ prompt, ...(cache === undefined ? {} : { cache }) }));

const similarMiss = (events: readonly ChatEvent[]) =>
  ofType(events, 'cache-miss').find(({ tier }) => tier === 'semantic');

const known = async (client: JackdawClient) => (await client.call('cache.stats', {})).entries.semantic;

/** Asks, and waits until the question can be found. */
async function learn(client: JackdawClient, prompt: string): Promise<void> {
  const before = await known(client);
  await ask(client, prompt);
  await poll('the question is kept', async () => (await known(client)) > before);
}

async function openPair(stand: Stand) {
  const daemon = await stand.start();
  const client = await stand.connect(daemon);
  return { daemon, client };
}

test('a question that means the same gets the earlier answer, and says which question that was', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const first = await ask(client, RESET);
  await poll('the question is kept', async () => (await known(client)) === 1);

  const events = await startTurn(client, ALSO);
  expect(events.map(({ type }) => type)).toEqual([
    'turn-start',
    'admission-pass',
    'cache-miss',
    'cache-hit',
    'text-delta',
    'turn-end',
  ]);
  const [hit] = ofType(events, 'cache-hit');
  expect(hit).toMatchObject({ tier: 'semantic', matchedPrompt: RESET, savedUsd: first.costUsd });
  expect(hit?.similarity).toBeGreaterThan(0.5);
  expect(events.at(-1)).toMatchObject({
    result: { text: first.text, cache: 'semantic', costUsd: 0, savedUsd: first.costUsd },
  });
  expect(stand.calls()).toBe(1);
  expect(await client.call('metrics.get', {})).toMatchObject({ hits: { exact: 0, semantic: 1 }, misses: 1 });
});

test.each(TRAPS)('"%s" is asked of the model, and the trace says why', async (trap, reason) => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await learn(client, RESET);
  const result = await ask(client, trap);
  expect(result.cache).toBe('miss');
  expect(stand.calls()).toBe(2);
  const { spans } = await client.call('trace.get', { id: result.traceId });
  const span = spans.find(({ name }) => name === 'semantic cache');
  expect(span?.attributes).toMatchObject({ outcome: 'miss', reason: expect.stringContaining(reason) });
  expect(span?.attributes['reason']).not.toBe('nothing similar');
});

test('a request says whether similar answers are served, offered beside the new one, or left alone', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await learn(client, RESET);

  const off = await startTurn(client, ALSO, { semantic: 'off' });
  expect(off.at(-1)).toMatchObject({ result: { cache: 'miss' } });
  expect(similarMiss(off)).toBeUndefined();

  const suggested = await startTurn(client, 'What is the process to reset my password', {
    semantic: 'suggest',
  });
  expect(suggested.at(-1)).toMatchObject({ result: { cache: 'miss' } });
  expect(similarMiss(suggested)?.suggestion).toMatchObject({ matchedPrompt: RESET });
  expect(stand.calls()).toBe(3);
});

test('feedback makes a wrong hit a question of its own', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await learn(client, RESET);
  const [hit] = ofType(await startTurn(client, ALSO), 'cache-hit');
  await client.call('cache.feedback', {
    entryId: hit?.entryId ?? '',
    verdict: 'wrong',
    semanticId: hit?.semanticId,
    similarity: hit?.similarity,
  });
  const again = await startTurn(client, ALSO);
  expect(again.at(-1)).toMatchObject({ result: { cache: 'miss' } });
  expect(similarMiss(again)?.reason).toContain('below');
});

describe('two conversations', () => {
  const FOLLOW = 'How long does the reset link stay valid?';
  const FOLLOW_ALSO = 'For how long does the reset link stay valid?';

  async function talk(client: JackdawClient, first: string, next: string, cache?: WireRequest['cache']) {
    const opening = await client.call('ask', { request: { prompt: first, ...(cache ? { cache } : {}) } });
    const { conversationId } = opening;
    const following = await client.call('ask', {
      request: { prompt: next, conversationId: conversationId ?? '' },
    });
    return [opening.cache, following.cache];
  }

  test('that began with two wordings of one question share the answers to what follows', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    expect(await talk(client, RESET, FOLLOW)).toEqual(['miss', 'miss']);
    await poll('both questions are kept', async () => (await known(client)) === 2);
    expect(await talk(client, ALSO, FOLLOW_ALSO)).toEqual(['semantic', 'semantic']);
    expect(stand.calls()).toBe(2);
  });

  test('with another question or another answer before do not', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    stand.simulator.script('*', [
      ...['A first answer.', 'Ten minutes.', 'Another first answer.'].map((text) => ({
        blocks: [{ type: 'text' as const, text }],
      })),
      { times: 'forever' as const },
    ]);
    expect(await talk(client, RESET, FOLLOW)).toEqual(['miss', 'miss']);
    await poll('both questions are kept', async () => (await known(client)) === 2);
    expect(await talk(client, 'How do I bake bread?', FOLLOW_ALSO)).toEqual(['miss', 'miss']);
    // The same question, asked afresh: the entry is the same, what the person has read is not.
    expect(await talk(client, RESET, FOLLOW_ALSO, { mode: 'refresh' })).toEqual(['miss', 'miss']);
  });
});

describe('after a restart', () => {
  const indexIn = ({ home }: Stand) => {
    const folder = path.join(home.paths.data, 'similar');
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.index'));
    if (name === undefined) throw new Error('There is no snapshot.');
    return path.join(folder, name);
  };

  test.each<readonly [string, (stand: Stand) => void]>([
    ['as it was left', () => {}],
    ['without the snapshot', (stand) => rmSync(indexIn(stand))],
    [
      'with a damaged snapshot',
      (stand) => {
        const bytes = readFileSync(indexIn(stand));
        const middle = Math.floor(bytes.length / 2);
        bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
        writeFileSync(indexIn(stand), bytes);
      },
    ],
  ])('%s, the first question finds what was learned', async (_how, harm) => {
    await using stand = await openStand();
    const { daemon, client } = await openPair(stand);
    await learn(client, RESET);
    await learn(client, 'How tall is Mont Blanc?');
    await daemon.stop('a restart');
    harm(stand);

    await using after = await stand.start();
    const again = await stand.connect(after);
    expect(await ask(again, ALSO)).toMatchObject({ cache: 'semantic' });
    expect(await known(again)).toBe(2);
    expect(stand.calls()).toBe(2);
  });

  test('of kill -9, the first question finds what was learned', async () => {
    await using stand = await openStand();
    {
      await using daemon = await stand.spawn();
      const client = await stand.connect(daemon);
      await learn(client, RESET);
      daemon.child.kill('SIGKILL');
      await daemon.exit;
    }
    await using after = await stand.spawn();
    const client = await stand.connect(after);
    expect(await ask(client, ALSO)).toMatchObject({ cache: 'semantic' });
  });

  test('of kill -9 on top of a snapshot, what came and what went since then is followed', async () => {
    await using stand = await openStand();
    const { daemon, client } = await openPair(stand);
    await learn(client, RESET);
    await learn(client, 'How tall is Mont Blanc?');
    await daemon.stop('so that there is a snapshot');
    {
      await using second = await stand.spawn();
      const other = await stand.connect(second);
      await learn(other, 'What is the capital of Australia?');
      const [first] = ofType(await startTurn(other, ALSO), 'cache-hit');
      await other.call('cache.feedback', {
        entryId: first?.entryId ?? '',
        verdict: 'wrong',
        semanticId: first?.semanticId,
        similarity: 1,
      });
      second.child.kill('SIGKILL');
      await second.exit;
    }
    await using after = await stand.start();
    const again = await stand.connect(after);
    expect(await ask(again, 'Tell me the capital of Australia.')).toMatchObject({ cache: 'semantic' });
    expect(await ask(again, 'How high is Mont Blanc?')).toMatchObject({ cache: 'semantic' });
    expect(await ask(again, ALSO)).toMatchObject({ cache: 'miss' });
  });
});

describe('a store that fails', () => {
  test('at a look-up is a miss with its reason', async () => {
    await using stand = await openStand();
    const medium = createFailingStore();
    await using daemon = await stand.start({ parts: medium.parts });
    const client = await stand.connect(daemon);
    await learn(client, RESET);
    medium.fail({ reads: true }, /^semantic\//);
    const events = await startTurn(client, ALSO);
    expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { cache: 'miss' } });
    expect(similarMiss(events)?.reason).toContain('The medium fails');
    medium.fail({});
    expect(await ask(client, 'What is the process to reset my password')).toMatchObject({
      cache: 'semantic',
    });
  });

  test('at the start leaves a daemon that answers, and says what is missing', async () => {
    await using stand = await openStand();
    const medium = createFailingStore();
    medium.fail({ reads: true }, /^semantic/);
    await using daemon = await stand.start({ parts: medium.parts });
    const client = await stand.connect(daemon);
    const events = await startTurn(client, RESET);
    expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { cache: 'miss' } });
    expect(similarMiss(events)?.reason).toContain('cannot be read');
    expect(await ask(client, RESET)).toMatchObject({ cache: 'exact' });
  });
});

test('cleared, the cache serves neither the question nor its like', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await learn(client, RESET);
  await client.call('cache.clear', {});
  expect(await known(client)).toBe(0);
  expect(await ask(client, ALSO)).toMatchObject({ cache: 'miss' });
});
