import type { JackdawClient } from '@jackdaw/core/client';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../packages/daemon/src/simulator/seeded-random.ts';
import { askAndKill, type Moment, type Seen } from './ask-and-kill.ts';
import { ofType, textIn } from './events-of.ts';
import { openStand } from './open-stand.ts';

const WORD_MS = 12;
/** Words after which a quarter of a second has passed. */
const LATE = 25;

const BOUNDARIES: readonly Moment[] = [
  { type: 'turn-start' },
  { type: 'admission-pass' },
  { type: 'cache-miss' },
  { type: 'route-choose' },
  { type: 'attempt-start' },
  { type: 'attempt-end' },
  { type: 'attempt-start', count: 2 },
  { type: 'text-delta' },
  { type: 'text-delta', count: 4 },
  { type: 'text-delta', count: 12 },
  { type: 'text-delta', count: LATE },
  { type: 'attempt-end', count: 2 },
  { type: 'cache-save' },
  { type: 'turn-end' },
];

const random = createRandom('moments of death');
const byChance = (): Moment => ({ afterMs: Math.floor(random() * 500) });

/** The first attempt of each question fails with 529; then the answer comes a word each few milliseconds. */
const simulator = { defaultStep: { timing: { toHeadersMs: 5, betweenTokensMs: WORD_MS } } };
const scenario = '/s/529-then-ok:1';

async function expectKept(client: JackdawClient, { prompt, conversationId, events }: Seen): Promise<void> {
  const truth = (await client.call('ask', { request: { prompt, cache: { mode: 'off' } } })).text;
  // What the cache has, it has whole.
  const served = await client
    .call('ask', { request: { prompt, cache: { mode: 'only' } } })
    .catch((error: unknown) => error);
  const finished = events.some(({ type }) => type === 'turn-end');
  if (finished || events.some(({ type }) => type === 'cache-save'))
    expect(served).toMatchObject({ text: truth });
  else if (!(served instanceof Error)) expect(served).toMatchObject({ text: truth, cache: 'exact' });
  else expect(served).toMatchObject({ code: 'not_cached' });
  expect(await client.call('ask', { request: { prompt } })).toMatchObject({ text: truth });

  expect(truth.startsWith(textIn(events))).toBe(true);
  if (conversationId === null) return;
  const { messages } = await client.call('history.get', { id: conversationId });
  const [question, answer] = messages;
  expect(messages).toHaveLength(2);
  expect(question).toMatchObject({ role: 'user', text: prompt, state: 'complete' });
  expect(answer?.state).toBeOneOf(finished ? ['complete'] : ['complete', 'interrupted']);
  if (answer?.state === 'complete') expect(answer.text).toBe(truth);
  else expect(truth.startsWith(answer?.text ?? '?')).toBe(true);
  // Text is written down each quarter of a second: what came before that is kept.
  if (ofType(events, 'text-delta').length >= LATE) expect(answer?.text).not.toBe('');
}

/** One home through many daemons, each of which is killed; the last one is asked for all that was. */
async function dieAgainAndAgain(name: string, moments: readonly Moment[]): Promise<void> {
  await using stand = await openStand({ simulator, scenario });
  const seen: Seen[] = [];
  for (const [index, moment] of moments.entries()) {
    const prompts = ['one', 'two', 'three'].map((number) => `${name}, death ${index}, question ${number}`);
    seen.push(...(await askAndKill(stand, prompts, moment)));
  }
  const acknowledged = seen.filter(({ conversationId }) => conversationId !== null);
  expect(acknowledged.length).toBeGreaterThan(moments.length);

  await using daemon = await stand.start();
  const client = await stand.connect(daemon, { baseUrl: stand.simulator.url });
  await Promise.all(seen.map((one) => expectKept(client, one)));
}

describe('after kill -9, what was acknowledged is there, what was cut says so, and nothing partial is served', () => {
  test.concurrent.each([
    ['at each event of a turn', BOUNDARIES],
    ['at each event, once more', BOUNDARIES],
    ['at moments of chance', Array.from({ length: 14 }, byChance)],
  ])('%s', (name, moments) => dieAgainAndAgain(name, moments));
});
