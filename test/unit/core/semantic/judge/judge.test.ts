import {
  createBudget,
  createGate,
  createJudge,
  createMemoryStore,
  createPriceTable,
  createRetryPolicy,
  createRouter,
  createValidate,
  JackdawError,
  openHitChecks,
  TIER_PRESETS,
  type AttemptLine,
  type JudgedCase,
  type JudgeOptions,
} from '@jackdaw/core';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { answering, createFakeProvider, type ScriptedEvent } from '../../../../support/fake-provider.ts';
import { poll } from '../../../../support/poll.ts';
import { answerNamed, asking, never } from '../cache/semantic-fixture.ts';

const upstream = { apiKey: 'key', baseUrl: null, simulated: false };

const caseOf = (changes: Partial<JudgedCase> = {}): JudgedCase => ({
  context: 'context',
  request: asking('How tall is it, the Mont Blanc?'),
  found: {
    semanticId: 1,
    entryId: 'one',
    answer: { ...answerNamed('one'), latencyMs: 60_000 },
    similarity: 0.45,
    matchedPrompt: 'What is the height of Mont Blanc?',
  },
  upstream,
  ...changes,
});

/** A short answer, that the fast model gave at once. */
const cheap = caseOf({
  request: asking('How tall is it, the Mont Blanc?', { model: 'fast' }),
  found: {
    ...caseOf().found,
    answer: {
      ...answerNamed('one'),
      usage: { input: 10, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
  },
});

async function createFixture(
  scripts: readonly (readonly ScriptedEvent[])[],
  options: Partial<JudgeOptions> = {},
) {
  const clock = createFakeClock();
  const provider = createFakeProvider(scripts);
  const store = createMemoryStore();
  const checks = await openHitChecks(store);
  const wordings: number[] = [];
  const rejected: (readonly [number, number])[] = [];
  const failures: unknown[] = [];
  const lines: AttemptLine[] = [];
  const judge = createJudge({
    gate: createGate({ clock, random: () => 0, maxConcurrent: 8, maxQueue: 8, maxRetryAfterMs: 60_000 }),
    budget: createBudget({ dailyUsd: null, spentToday: () => 0, clock }),
    provider,
    prices: createPriceTable(),
    clock,
    retry: createRetryPolicy({ monotonic: clock.monotonic, random: () => 0, maxAttempts: 1 }),
    recordAttempt: (line) => {
      const place = lines.push(line) - 1;
      return (later) => void (lines[place] = later);
    },
    mode: 'auto',
    shadowShare: 0,
    perMinute: 20,
    model: 'claude-haiku-5-5',
    router: createRouter({ tiers: TIER_PRESETS.current }),
    validate: createValidate(),
    similar: {
      addWording: (_context, _request, semanticId) => wordings.push(semanticId),
      reject: async (id, similarity) => void rejected.push([id, similarity]),
    },
    checks,
    random: () => 0.5,
    onFailure: (error) => failures.push(error),
    ...options,
  });
  return { judge, provider, clock, store, checks, wordings, rejected, failures, lines };
}

const saying = (text: string) => answering(text);
const TRUE = saying('{"same": true}');
const FALSE = saying('{"same": false}');

describe('in line', () => {
  test('a yes serves, and makes the question a further wording; the call is in the ledger as the judge’s', async () => {
    const { judge, provider, wordings, lines } = await createFixture([TRUE]);
    expect(await judge.inLine(caseOf(), never)).toEqual({ kind: 'same' });
    expect(wordings).toEqual([1]);
    expect(lines).toMatchObject([
      { model: 'claude-haiku-5-5', purpose: 'judge', error: null, usage: { input: 10 } },
    ]);
    const [call] = provider.calls;
    expect(call).toMatchObject({ maxTokens: 100, upstream, schema: { required: ['same'] } });
    const content = call?.messages[0]?.content;
    expect(JSON.parse(typeof content === 'string' ? content : '')).toEqual({
      question: 'What is the height of Mont Blanc?',
      answer: 'The answer one.',
      otherQuestion: 'How tall is it, the Mont Blanc?',
    });
  });

  test.each([
    ['no', FALSE],
    ['something else', saying('Yes, they are the same.')],
    ['JSON of another shape', saying('{"same": "true"}')],
    [
      'an answer that was cut',
      [...TRUE.slice(0, -1), { type: 'response-end', stopReason: 'max_tokens' } as const],
    ],
  ])('%s is a no', async (_what, script) => {
    const { judge, wordings } = await createFixture([script]);
    expect(await judge.inLine(caseOf(), never)).toEqual({
      kind: 'other',
      reason: 'the judge does not find it the same',
    });
    expect(wordings).toEqual([]);
  });

  test('a failure is a no, with its reason', async () => {
    const error = new JackdawError('overloaded', 'Too many ask.');
    const { judge } = await createFixture([[{ type: 'throw', error }]]);
    expect(await judge.inLine(caseOf(), never)).toEqual({
      kind: 'other',
      reason: 'the judge could not be asked: Too many ask.',
    });
  });

  test('a judge that does not answer costs no more than some seconds', async () => {
    const { judge, clock } = await createFixture([[{ type: 'hang' }]]);
    const judged = judge.inLine(caseOf(), never);
    await poll('it waits', () => clock.sleepers === 1);
    await clock.advance(5000);
    expect(await judged).toEqual({
      kind: 'other',
      reason: 'the judge could not be asked: It took longer than 5 s.',
    });
  });

  test('a turn that is cancelled ends with its own reason', async () => {
    const { judge, clock, provider } = await createFixture([[{ type: 'hang' }]]);
    const controller = new AbortController();
    const judged = judge.inLine(caseOf(), controller.signal);
    await poll('it waits', () => clock.sleepers === 1);
    controller.abort(new Error('cancelled'));
    await expect(judged).rejects.toThrow('cancelled');
    expect(provider.closed).toBe(1);
    expect(clock.sleepers).toBe(0);
  });

  test.each<readonly [string, Partial<JudgeOptions>, JudgedCase]>([
    ['off', { mode: 'off' }, caseOf()],
    ['in the background alone', { mode: 'background' }, caseOf()],
    ['where the model is as cheap and quick', {}, cheap],
    ['in the demo', {}, caseOf({ upstream: { ...upstream, simulated: true } })],
    ['without a key', {}, caseOf({ upstream: { apiKey: null, baseUrl: null, simulated: false } })],
    ['above its share of the minute', { perMinute: 0 }, caseOf()],
  ])('nobody is asked: %s', async (_what, options, one) => {
    const { judge, provider } = await createFixture([], options);
    expect(await judge.inLine(one, never)).toEqual({ kind: 'later' });
    expect(provider.calls).toEqual([]);
  });
});

describe('in the background', () => {
  const named = (id: number): JudgedCase => caseOf({ request: asking(`How tall is mountain ${id}?`) });

  test('a yes makes the question a further wording, a no and a failure nothing', async () => {
    const broken = [{ type: 'throw', error: new JackdawError('overloaded', 'Too many ask.') }] as const;
    const { judge, provider, wordings, failures } = await createFixture([FALSE, broken, TRUE], {
      mode: 'background',
    });
    for (const id of [1, 2, 3]) judge.afterTurn(named(id));
    await poll('the last is judged', () => wordings.length === 1);
    expect(provider.calls).toHaveLength(3);
    expect(failures).toHaveLength(1);
  });

  test('the same case waits once, and no more than a minute’s share is asked in a minute', async () => {
    const { judge, provider, clock } = await createFixture([FALSE, FALSE, FALSE], {
      mode: 'background',
      perMinute: 2,
    });
    judge.afterTurn(named(1));
    judge.afterTurn(named(1));
    judge.afterTurn(named(2));
    judge.afterTurn(named(3));
    await poll('two are asked', () => provider.calls.length === 2);
    expect(provider.calls.map(({ messages }) => JSON.stringify(messages).match(/mountain \d/)?.[0])).toEqual([
      'mountain 1',
      'mountain 2',
    ]);
    await clock.advance(60_000);
    judge.afterTurn(named(3));
    await poll('the third is asked', () => provider.calls.length === 3);
  });

  test('a daemon that stops closes the call under way, and asks nobody any more', async () => {
    const { judge, provider, failures } = await createFixture([[{ type: 'hang' }]], { mode: 'background' });
    judge.afterTurn(named(1));
    judge.afterTurn(named(2));
    await poll('one is asked', () => provider.calls.length === 1);
    await judge.close();
    expect(provider.closed).toBe(1);
    judge.afterTurn(named(3));
    expect(provider.calls).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  test.each<readonly [string, Partial<JudgeOptions>, JudgedCase]>([
    ['off', { mode: 'off' }, caseOf()],
    ['in the demo', {}, caseOf({ upstream: { ...upstream, simulated: true } })],
  ])('nobody is asked: %s', async (_what, options, one) => {
    const { judge, provider } = await createFixture([], options);
    judge.afterTurn(one);
    await judge.close();
    expect(provider.calls).toEqual([]);
  });
});

describe('a hit that is checked against the model’s own answer', () => {
  const options = { mode: 'off', shadowShare: 0.6 } as const;

  test('counts as right where both say the same', async () => {
    const { judge, checks, lines, rejected, store } = await createFixture(
      [saying('4,806 m.'), TRUE],
      options,
    );
    judge.afterHit(caseOf());
    await poll('it is checked', () => checks.estimate() !== null);
    expect(checks.estimate()).toEqual({ checked: 1, wrong: 0, rate: 0 });
    expect(lines.map(({ purpose }) => purpose)).toEqual(['shadow', 'judge']);
    expect(rejected).toEqual([]);
    // The counts outlive the daemon.
    expect((await openHitChecks(store)).estimate()).toEqual({ checked: 1, wrong: 0, rate: 0 });
  });

  test('counts as wrong where they do not, and raises the entry’s bar', async () => {
    const { judge, checks, rejected } = await createFixture([saying('4,806 m.'), FALSE], options);
    judge.afterHit(caseOf());
    await poll('it is checked', () => checks.estimate() !== null);
    expect(checks.estimate()).toEqual({ checked: 1, wrong: 1, rate: 1 });
    expect(rejected).toEqual([[1, 0.45]]);
  });

  test('counts not at all where the model or the judge says nothing of use', async () => {
    const scripts = [
      [...saying('cut').slice(0, -1), { type: 'response-end', stopReason: 'max_tokens' } as const],
    ];
    const { judge, checks, provider } = await createFixture(
      [...scripts, saying('4,806 m.'), saying('perhaps')],
      options,
    );
    judge.afterHit(caseOf());
    judge.afterHit(caseOf({ context: 'another' }));
    await poll('all are asked', () => provider.calls.length === 3);
    await judge.close();
    expect(checks.estimate()).toBeNull();
  });

  test('is one of a share, and never of the demo', async () => {
    const { judge, provider } = await createFixture([], { ...options, shadowShare: 0.5 });
    judge.afterHit(caseOf());
    const always = await createFixture([], { ...options, shadowShare: 1 });
    always.judge.afterHit(caseOf({ upstream: { ...upstream, simulated: true } }));
    await Promise.all([judge.close(), always.judge.close()]);
    expect([provider.calls, always.provider.calls]).toEqual([[], []]);
  });
});
