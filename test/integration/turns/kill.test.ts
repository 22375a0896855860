import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatEvent, JackdawError } from '@jackdaw/core/protocol';
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

/** Which promises were broken to who asked this; none, where all is well. */
async function brokenPromises(client: JackdawClient, seen: Seen): Promise<string[]> {
  const { prompt, conversationId, events } = seen;
  const broken: string[] = [];
  const promise = (what: string, held: boolean) => {
    if (!held) broken.push(`${prompt}: ${what}`);
  };
  const truth = (await client.call('ask', { request: { prompt, cache: { mode: 'off' } } })).text;
  const has = (type: ChatEvent['type']) => events.some((event) => event.type === type);

  const cached = await client.call('ask', { request: { prompt, cache: { mode: 'only' } } }).then(
    ({ text }) => text,
    ({ code }: JackdawError) => code,
  );
  promise('what was saved is in the cache', cached === truth || (!has('cache-save') && !has('turn-end')));
  promise('what is in the cache is whole', cached === truth || cached === 'not_cached');
  const again = await client.call('ask', { request: { prompt } });
  promise('asked again, it gets the whole answer', again.text === truth);

  promise('what was shown was the beginning of the answer', truth.startsWith(textIn(events)));
  if (conversationId === null) return broken;
  const { messages } = await client.call('history.get', { id: conversationId });
  const [question, answer] = messages;
  promise('the question is in the history', messages.length === 2 && question?.text === prompt);
  const isWhole = answer?.state === 'complete' && answer.text === truth;
  const isCut = answer?.state === 'interrupted' && truth.startsWith(answer.text);
  promise('the answer is in the history, whole or marked as cut', isWhole || isCut);
  promise('a finished answer is whole', isWhole || !has('turn-end'));
  const wasLate = ofType(events, 'text-delta').length >= LATE;
  promise('text is written down each quarter of a second', !wasLate || answer?.text !== '');
  return broken;
}

/** One home through many daemons, each of which is killed; the last one is asked for all that was. */
async function dieAgainAndAgain(name: string, moments: readonly Moment[]) {
  await using stand = await openStand({ simulator, scenario });
  const seen: Seen[] = [];
  for (const [index, moment] of moments.entries()) {
    const prompts = ['one', 'two', 'three'].map((number) => `${name}, death ${index}, question ${number}`);
    seen.push(...(await askAndKill(stand, prompts, moment)));
  }
  await using daemon = await stand.start();
  const client = await stand.connect(daemon, { baseUrl: stand.simulator.url });
  const broken = await Promise.all(seen.map((one) => brokenPromises(client, one)));
  const acknowledged = seen.filter(({ conversationId }) => conversationId !== null).length;
  return { broken: broken.flat(), acknowledged };
}

describe('after kill -9, what was acknowledged is there, what was cut says so, and nothing partial is served', () => {
  test.concurrent.each([
    ['at each event of a turn', BOUNDARIES],
    ['at moments of chance', Array.from({ length: 6 }, byChance)],
  ])('%s', { timeout: 600_000 }, async (name, moments) => {
    const { broken, acknowledged } = await dieAgainAndAgain(name, moments);
    expect(broken).toEqual([]);
    expect(acknowledged).toBeGreaterThan(moments.length);
  });
});
