import { createMemoryStore, JackdawError, type ChatEvent, type Store } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { answering, createFakeProvider } from '../../../support/fake-provider.ts';
import { poll } from '../../../support/poll.ts';
import { CALLER, createTurnsFixture, eventsOf } from '../../../support/turns-fixture.ts';

const typesOf = (events: readonly ChatEvent[]) => events.map(({ type }) => type);

function resultOf(events: readonly ChatEvent[]) {
  const last = events.at(-1);
  if (last?.type !== 'turn-end') throw new Error(`The turn ended with ${JSON.stringify(last)}`);
  return last.result;
}

function errorOf(events: readonly ChatEvent[]) {
  const last = events.at(-1);
  if (last?.type !== 'turn-error') throw new Error(`The turn ended with ${JSON.stringify(last)}`);
  return last;
}

describe('a turn', () => {
  it('passes every stage in order and ends once', async () => {
    const { turns } = await createTurnsFixture(createFakeProvider([answering('Hello there')]));
    const events = await eventsOf(await turns.start({ prompt: 'What is a jackdaw?' }, CALLER));
    expect(typesOf(events)).toEqual([
      'turn-start',
      'admission-pass',
      'cache-miss',
      'cache-miss',
      'route-choose',
      'attempt-start',
      'text-delta',
      'text-delta',
      'attempt-end',
      'cache-save',
      'turn-end',
    ]);
    expect(resultOf(events)).toMatchObject({
      text: 'Hello there',
      cache: 'miss',
      usage: { input: 10, output: 20 },
      costUsd: (10 * 0.1 + 20 * 0.5) / 1e6,
      savedUsd: 0,
      stopReason: 'end_turn',
    });
  });

  it('answers the second identical question from the cache, for nothing, with what it saved', async () => {
    const provider = createFakeProvider([answering('Hello there')]);
    const { turns, ledger, lateBooks } = await createTurnsFixture(provider);
    await eventsOf(await turns.start({ prompt: 'What is a jackdaw?' }, CALLER));
    const events = await eventsOf(await turns.start({ prompt: 'What is a jackdaw?' }, CALLER));
    expect(provider.calls).toHaveLength(1);
    expect(typesOf(events)).toEqual(['turn-start', 'admission-pass', 'cache-hit', 'text-delta', 'turn-end']);
    expect(resultOf(events)).toMatchObject({
      text: 'Hello there',
      cache: 'exact',
      costUsd: 0,
      savedUsd: 11e-6,
    });
    lateBooks.settle();
    expect(ledger.stats()).toMatchObject({
      turns: 2,
      hits: { exact: 1 },
      misses: 1,
      hitRate: 0.5,
      tokens: { input: 10, output: 20 },
      costUsd: 11e-6,
      savedUsd: 11e-6,
      upstream: { attempts: 1, retries: 0 },
    });
  });

  it('books a hit with its neighbours, a moment later or when it is asked for', async () => {
    const { turns, ledger, lateBooks, traces } = await createTurnsFixture(
      createFakeProvider([answering('Hello')]),
    );
    const ask = async () => turns.start({ messages: [{ role: 'user', content: 'Hi?' }] }, CALLER);
    await eventsOf(await ask());
    const hits = [await ask(), await ask()];
    for (const hit of hits) expect(resultOf(await eventsOf(hit)).cache).toBe('exact');
    expect(ledger.stats().turns).toBe(1);
    lateBooks.settle();
    expect(ledger.stats()).toMatchObject({ turns: 3, hits: { exact: 2 } });
    expect(await traces.get(hits[1]?.traceId ?? '')).toMatchObject({ cache: 'exact', outcome: 'complete' });
  });

  it('tells a hit in a conversation when its answer is there, and books it a moment later', async () => {
    const { turns, ledger, lateBooks, conversations, clock } = await createTurnsFixture(
      createFakeProvider([answering('Hello')]),
    );
    const ask = async () => resultOf(await eventsOf(await turns.start({ prompt: 'Hi?' }, CALLER)));
    await ask();
    const { conversationId, cache } = await ask();
    expect(cache).toBe('exact');
    expect(await conversations.get(conversationId ?? '')).toMatchObject({
      messages: [{ text: 'Hi?' }, { text: 'Hello', state: 'complete', cache: 'exact' }],
    });
    expect(ledger.stats().turns).toBe(1);
    await clock.advance(20);
    expect(ledger.stats()).toMatchObject({ turns: 2, hits: { exact: 1 } });
    lateBooks.settle();
    expect(ledger.stats().turns).toBe(2);
  });

  it('recalls an answer of the moment the short way, to the same result and the same books', async () => {
    const provider = createFakeProvider([answering('Hello')]);
    const { turns, ledger, lateBooks, traces } = await createTurnsFixture(provider);
    const request = { messages: [{ role: 'user' as const, content: 'Hi?' }] };
    expect(turns.recall(request, CALLER)).toBeNull();
    await eventsOf(await turns.start(request, CALLER));
    const long = resultOf(await eventsOf(await turns.start(request, CALLER)));
    const short = turns.recall(request, CALLER);
    expect({ ...short, traceId: '' }).toEqual({ ...long, traceId: '' });
    lateBooks.settle();
    expect(ledger.stats()).toMatchObject({ turns: 3, hits: { exact: 2 }, misses: 1 });
    const [one, other] = await Promise.all([traces.get(long.traceId), traces.get(short?.traceId ?? '')]);
    expect({ ...other, id: '', spans: other.spans.map(({ name }) => name) }).toEqual({
      ...one,
      id: '',
      spans: one.spans.map(({ name }) => name),
    });
    for (const wish of [
      { cache: { mode: 'refresh' as const } },
      { cache: { mode: 'off' as const } },
      { model: 'fast' },
    ]) {
      expect(turns.recall({ ...request, ...wish }, CALLER)).toBeNull();
    }
    expect(turns.recall({ prompt: 'Hi?' }, CALLER)).toBeNull();
    const demo = { ...CALLER, upstream: { ...CALLER.upstream, simulated: true } };
    expect(turns.recall(request, demo)).toBeNull();
  });

  it('never shares simulated answers with real ones', async () => {
    const provider = createFakeProvider([answering('pretended'), answering('real')]);
    const { turns } = await createTurnsFixture(provider);
    const demo = { ...CALLER, upstream: { ...CALLER.upstream, simulated: true } };
    const pretended = resultOf(await eventsOf(await turns.start({ prompt: 'Hi?' }, demo)));
    expect(pretended).toMatchObject({ simulated: true, costUsd: 0 });
    expect(resultOf(await eventsOf(await turns.start({ prompt: 'Hi?' }, CALLER))).text).toBe('real');
  });

  it('shares one call among identical questions at once, billed once', async () => {
    const provider = createFakeProvider([answering('Hello there')]);
    const { turns, ledger } = await createTurnsFixture(provider);
    const started = await Promise.all(
      Array.from({ length: 100 }, () =>
        turns.start({ messages: [{ role: 'user', content: 'Same?' }] }, CALLER),
      ),
    );
    const results = await Promise.all(started.map(async (turn) => resultOf(await eventsOf(turn))));
    expect(provider.calls).toHaveLength(1);
    expect(results.filter(({ costUsd }) => costUsd !== 0)).toHaveLength(1);
    expect(ledger.stats()).toMatchObject({ turns: 100, tokens: { input: 10, output: 20 }, costUsd: 11e-6 });
  });

  it('keeps what arrived before a cut, marks it, and neither caches nor serves it', async () => {
    const cut = new JackdawError('interrupted', 'The stream was cut.');
    const provider = createFakeProvider([
      [...answering('Half an answer').slice(0, 3), { type: 'throw', error: cut }],
      answering('A whole answer'),
    ]);
    const { turns, conversations } = await createTurnsFixture(provider);
    const turn = await turns.start({ prompt: 'Well?' }, CALLER);
    const failed = errorOf(await eventsOf(turn));
    expect(failed).toMatchObject({ error: { code: 'interrupted' }, text: 'Half an ' });
    const { messages } = await conversations.get(turn.conversationId ?? '');
    expect(messages).toMatchObject([{ text: 'Well?' }, { text: 'Half an ', state: 'interrupted' }]);
    const again = resultOf(await eventsOf(await turns.start({ prompt: 'Well?' }, CALLER)));
    expect(again).toMatchObject({ text: 'A whole answer', cache: 'miss' });
  });

  it('does not cache a refusal or an answer cut by its limit', async () => {
    const ending = (stopReason: string) =>
      answering('Some text').map((event) =>
        event.type === 'response-end' ? { ...event, stopReason } : event,
      );
    const provider = createFakeProvider([ending('refusal'), ending('max_tokens'), answering('Fine')]);
    const { turns } = await createTurnsFixture(provider);
    const ask = async () => resultOf(await eventsOf(await turns.start({ prompt: 'Again?' }, CALLER)));
    expect((await ask()).stopReason).toBe('refusal');
    expect((await ask()).stopReason).toBe('max_tokens');
    expect((await ask()).stopReason).toBe('end_turn');
    expect(provider.calls).toHaveLength(3);
  });

  it('is cancelled in the middle: the call is closed, the text is kept, the cache stays empty', async () => {
    const provider = createFakeProvider([[...answering('Hello there friend').slice(0, 2), { type: 'hang' }]]);
    const { turns, cache } = await createTurnsFixture(provider);
    const turn = await turns.start({ prompt: 'Long?' }, CALLER);
    const reading = eventsOf(turn);
    await poll('the call', () => provider.calls.length === 1);
    await new Promise(setImmediate);
    expect(turn.cancel()).toBe(true);
    expect(errorOf(await reading)).toMatchObject({ error: { code: 'cancelled' }, text: 'Hello ' });
    expect(turn.cancel()).toBe(false);
    await poll('the call to be closed', () => provider.closed === 1);
    expect(cache.stats().entries).toBe(0);
  });

  it('outlives its reader by the linger, then stops; a reader that comes back in time keeps it', async () => {
    const hanging = [...answering('Hello there').slice(0, 2), { type: 'hang' } as const];
    const provider = createFakeProvider([hanging, hanging]);
    const { turns, clock } = await createTurnsFixture(provider);
    const turn = await turns.start({ prompt: 'One?' }, CALLER);
    const leave = async () => {
      for await (const { event } of turn.read(0, new AbortController().signal))
        if (event.type === 'text-delta') break;
    };
    await leave();
    await clock.advance(29_000);
    const back = turn.read(0, new AbortController().signal);
    await back.next();
    await clock.advance(60_000);
    expect(turns.active).toBe(1);
    await back.return();
    await poll('the linger', () => clock.sleepers > 0);
    await clock.advance(30_001);
    await poll('the turn to stop', () => turns.active === 0);
    expect(errorOf(await eventsOf(turn)).error.code).toBe('cancelled');
  });

  it('goes on in its conversation with what was said, without refused and failed turns', async () => {
    const refused = answering('No.').map((event) =>
      event.type === 'response-end' ? { ...event, stopReason: 'refusal' } : event,
    );
    const provider = createFakeProvider([answering('One'), refused, answering('Two')]);
    const { turns } = await createTurnsFixture(provider);
    const first = await turns.start({ prompt: 'First?', system: 'Be brief.' }, CALLER);
    await eventsOf(first);
    const conversationId = first.conversationId ?? '';
    await eventsOf(await turns.start({ prompt: 'Bad?', conversationId }, CALLER));
    await eventsOf(await turns.start({ prompt: 'Second?', conversationId }, CALLER));
    expect(provider.calls[2]).toMatchObject({
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'First?' },
        { role: 'assistant', content: 'One' },
        { role: 'user', content: 'Second?' },
      ],
    });
  });

  it('fails with not_cached where only the cache was to be asked', async () => {
    const provider = createFakeProvider([]);
    const { turns } = await createTurnsFixture(provider);
    const events = await eventsOf(await turns.start({ prompt: 'Known?', cache: { mode: 'only' } }, CALLER));
    expect(errorOf(events).error.code).toBe('not_cached');
    expect(provider.calls).toHaveLength(0);
  });

  it('refreshes an entry when asked afresh, and leaves the cache alone when it is off', async () => {
    const provider = createFakeProvider([answering('old'), answering('new'), answering('other')]);
    const { turns } = await createTurnsFixture(provider);
    const ask = async (mode: 'use' | 'refresh' | 'off') =>
      resultOf(await eventsOf(await turns.start({ prompt: 'Which?', cache: { mode } }, CALLER))).text;
    expect(await ask('use')).toBe('old');
    expect(await ask('refresh')).toBe('new');
    expect(await ask('off')).toBe('other');
    expect(await ask('use')).toBe('new');
  });

  it('goes on with a warning where nothing can be written', async () => {
    const memory = createMemoryStore();
    const store: Store = {
      ...memory,
      write: () => Promise.reject(new JackdawError('storage_failed', 'The disk is full.')),
    };
    const { turns } = await createTurnsFixture(createFakeProvider([answering('Still here')]), { store });
    const events = await eventsOf(await turns.start({ prompt: 'Alive?' }, CALLER));
    expect(resultOf(events).text).toBe('Still here');
    expect(events).toContainEqual({ type: 'warning', message: 'This turn is not saved: The disk is full.' });
  });

  it('is refused where its conversation is unknown', async () => {
    const { turns } = await createTurnsFixture(createFakeProvider([]));
    await expect(turns.start({ prompt: 'Hi', conversationId: 'nowhere' }, CALLER)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('leaves a trace with a span a stage', async () => {
    const { turns, traces } = await createTurnsFixture(createFakeProvider([answering('Hello there')]));
    const turn = await turns.start({ prompt: 'Traced?' }, CALLER);
    await eventsOf(turn);
    const { spans, outcome } = await traces.get(turn.traceId);
    expect(outcome).toBe('complete');
    expect(spans.map(({ name }) => name)).toEqual([
      'admission',
      'exact cache',
      'semantic cache',
      'route',
      'first token',
      'attempt 1',
      'validate',
      'cache save',
      'finish',
    ]);
  });
});
