import { createMemoryStore, type JsonValue, type Store } from '@jackdaw/core';
import { describe, expect, test } from 'vitest';
import { answerOf, requestOf } from '../../../contract/cache/answer-samples.ts';
import { HOUR, DAY, setUp, keyOf, find, save, counted, recordsOf, sizeInStore } from './open-cache.ts';
import { eventually } from '../../../support/eventually.ts';

describe('an expired entry', () => {
  test.each([
    [0, 'less than a second'],
    [1000, '1 second'],
    [59_999, '59 seconds'],
    [60_000, '1 minute'],
    [2 * HOUR, '2 hours'],
    [DAY, '1 day'],
    [40 * DAY, '40 days'],
  ])('says after %d ms that it was %s ago', async (ms, words) => {
    const { cache, clock } = setUp();
    await save(cache, 'q');
    clock.setWallClock(clock.now() + DAY + ms);
    expect(await find(cache, 'q')).toEqual({ tier: null, reason: `expired ${words} ago` });
  });

  test('is deleted when it is met', async () => {
    const parts = setUp();
    await save(parts.cache, 'q');
    parts.clock.setWallClock(parts.clock.now() + DAY);
    await find(parts.cache, 'q');
    await eventually(async () => expect(await recordsOf(parts)).toEqual([]));
    expect(parts.cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
  });

  test('is swept out when nobody asks for it', async () => {
    const parts = setUp();
    await save(parts.cache, 'old');
    await eventually(() => expect(parts.clock.sleepers).toBe(1));
    await parts.clock.advance(20 * HOUR);
    await save(parts.cache, 'young');
    await parts.clock.advance(6 * HOUR);
    await eventually(async () => expect((await recordsOf(parts)).length).toBe(1));
    expect(await find(parts.cache, 'young')).toMatchObject({ tier: 'exact' });
  });
});

describe('a damaged record', () => {
  const value = async (parts: ReturnType<typeof setUp>, question: string) =>
    parts.store.get(`exact/${keyOf(question)}`);

  test.each<{ damage: JsonValue }>([
    { damage: 'text' },
    { damage: null },
    { damage: [] },
    { damage: { key: 'other' } },
    { damage: { answer: { text: 'half' } } },
  ])('($damage) is a miss, and deleted', async ({ damage }) => {
    const parts = setUp();
    await counted(parts.cache);
    await save(parts.cache, 'q');
    await parts.store.write([{ type: 'put', key: `exact/${keyOf('q')}`, value: damage }]);
    expect(await find(parts.cache, 'q')).toEqual({
      tier: null,
      reason: 'the stored answer was damaged and is removed',
    });
    await eventually(async () => expect(await value(parts, 'q')).toBeUndefined());
  });

  test('that belongs to another key is a miss', async () => {
    const parts = setUp();
    await save(parts.cache, 'other');
    const foreign = await value(parts, 'other');
    await parts.store.write([{ type: 'put', key: `exact/${keyOf('q')}`, value: foreign ?? null }]);
    expect(await find(parts.cache, 'q')).toMatchObject({ tier: null });
  });

  test('is removed when the records are counted, and nothing else of the store is touched', async () => {
    const parts = setUp();
    await save(parts.cache, 'q');
    await parts.store.write([
      { type: 'put', key: 'exact/damaged', value: 1 },
      { type: 'put', key: 'exact', value: 1 },
      { type: 'put', key: 'exactly/this', value: 1 },
    ]);
    const again = parts.open();
    await counted(again);
    expect(await sizeInStore(parts)).toMatchObject({ entries: 1 });
    expect(await parts.store.get('exact')).toBe(1);
    expect(await parts.store.get('exactly/this')).toBe(1);
  });
});

describe('hits', () => {
  test('are counted without a write, and written down together later', async () => {
    const parts = setUp();
    await counted(parts.cache);
    await save(parts.cache, 'q');
    const before = parts.store.calls.writes;
    for (let hit = 0; hit < 100; hit += 1) await find(parts.cache, 'q');
    expect(parts.store.calls.writes).toBe(before);
    expect(await parts.cache.get(keyOf('q'))).toMatchObject({ hits: 100 });
    await parts.clock.advance(5000);
    await eventually(async () => expect(await recordsOf(parts)).toMatchObject([{ hits: 100 }]));
    expect(parts.store.calls.writes).toBe(before + 1);
    expect(await parts.cache.get(keyOf('q'))).toMatchObject({ hits: 100 });
    expect(parts.cache.stats().hits).toBe(100);
  });

  test('of an answer that went to a similar question count like any other', async () => {
    const parts = setUp();
    await save(parts.cache, 'q');
    parts.cache.served(keyOf('q'));
    expect(await parts.cache.get(keyOf('q'))).toMatchObject({ hits: 1 });
    expect(parts.cache.stats().hits).toBe(1);
  });

  test('are written down by closing', async () => {
    const parts = setUp();
    await save(parts.cache, 'q');
    await find(parts.cache, 'q');
    await parts.cache.close();
    expect(await recordsOf(parts)).toMatchObject([{ hits: 1 }]);
  });

  test('that cannot be written down cost nobody an answer', async () => {
    const parts = setUp();
    await save(parts.cache, 'q');
    await find(parts.cache, 'q');
    parts.store.breakDown(true);
    await parts.clock.advance(5000);
    parts.store.breakDown(false);
    expect(await find(parts.cache, 'q')).toMatchObject({ tier: 'exact' });
  });

  test('of an answer that was replaced are not those of the new one', async () => {
    const { cache } = setUp();
    await save(cache, 'q');
    await find(cache, 'q');
    await save(cache, 'q', answerOf('new'));
    expect(await cache.get(keyOf('q'))).toMatchObject({ hits: 0, answer: { text: 'new' } });
  });
});

describe('a question that has no entry', () => {
  test('is not looked up: what there is is known, once it was counted', async () => {
    const { cache, store } = setUp();
    await counted(cache);
    const before = store.calls.reads;
    expect(await find(cache, 'new')).toMatchObject({ tier: null });
    expect(await save(cache, 'new')).not.toBeNull();
    expect(store.calls.reads).toBe(before);
    expect(await find(cache, 'new')).toMatchObject({ tier: 'exact' });
    await cache.close();
  });

  test('is found once its answer is kept, also where somebody looked for it just before and hears late', async () => {
    const { store, open } = setUp();
    const late = Promise.withResolvers<void>();
    let reads = 0;
    const slow: Store = {
      ...store,
      async get(key) {
        const value = await store.get(key);
        reads += 1;
        if (reads === 1) await late.promise;
        return value;
      },
    };
    const cache = open({ store: slow });
    const early = find(cache, 'new');
    await eventually(() => expect(reads).toBe(1));
    await save(cache, 'new');
    late.resolve();
    expect(await early).toMatchObject({ tier: null });
    expect(await find(cache, 'new')).toMatchObject({ tier: 'exact' });
    await cache.close();
  });
});

describe('an abort', () => {
  test('does not wait for a store that hangs', async () => {
    const store = { ...createMemoryStore(), get: () => new Promise<never>(() => {}) };
    const { cache } = setUp({ store });
    const controller = new AbortController();
    const finding = cache.find(keyOf('q'), requestOf('q'), controller.signal);
    controller.abort(new Error('gone'));
    await expect(finding).rejects.toThrow('gone');
  });
});

describe('managing', () => {
  test('lists living entries page by page, each once, without their answers', async () => {
    const { cache, clock } = setUp();
    await cache.save(keyOf('gone'), requestOf('gone', 1000), answerOf('gone'));
    for (let index = 0; index < 7; index += 1) await save(cache, `q${index}`);
    clock.setWallClock(clock.now() + 1000);
    const seen = [];
    let cursor: string | null | undefined;
    do {
      const page = await cache.list({ limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.entries.length).toBeLessThanOrEqual(3);
      seen.push(...page.entries);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(seen.map(({ question }) => question).toSorted()).toEqual([
      'q0',
      'q1',
      'q2',
      'q3',
      'q4',
      'q5',
      'q6',
    ]);
    expect(seen[0]).not.toHaveProperty('answer');
    expect(seen[0]).toMatchObject({
      model: 'claude-haiku-4-5',
      costUsd: 0.001,
      hits: 0,
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('shows one entry with its answer', async () => {
    const { cache, clock } = setUp();
    const id = (await save(cache, 'q')) ?? '';
    expect(await cache.get(id)).toMatchObject({
      id,
      question: 'q',
      answer: { text: 'answer to q' },
      createdAt: clock.now(),
      expiresAt: clock.now() + DAY,
    });
    expect(await cache.get('unknown')).toBeNull();
  });

  test('keeps the readable part of a long question', async () => {
    const { cache } = setUp();
    const question = `${'🐦'.repeat(5000)} and so on`;
    const entry = await cache.get((await save(cache, question)) ?? '');
    expect(entry?.question.length).toBeLessThanOrEqual(2000);
    expect(entry?.question.isWellFormed()).toBe(true);
  });

  test('deletes one entry, and says whether there was one', async () => {
    const { cache } = setUp();
    const id = (await save(cache, 'q')) ?? '';
    expect(await cache.delete(id)).toBe(true);
    expect(await cache.delete(id)).toBe(false);
    expect(await find(cache, 'q')).toMatchObject({ tier: null });
  });

  test('clears all, says how many, and touches nothing else of the store', async () => {
    const { cache, store } = setUp();
    await store.write([{ type: 'put', key: 'history/1', value: 1 }]);
    for (let index = 0; index < 150; index += 1) await save(cache, `q${index}`);
    expect(await cache.clear()).toBe(150);
    await counted(cache);
    expect(cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
    expect(await store.get('history/1')).toBe(1);
  });

  test('says so where the medium fails', async () => {
    const { cache, store } = setUp();
    store.breakDown(true);
    const failed = expect.objectContaining({ code: 'storage_failed' });
    await expect(cache.list({ limit: 1 })).rejects.toThrow(failed);
    await expect(cache.get('x')).rejects.toThrow(failed);
    await expect(cache.delete('x')).rejects.toThrow(failed);
    await expect(cache.clear()).rejects.toThrow(failed);
  });

  test('leaves nothing asleep after closing', async () => {
    const { cache, clock } = setUp();
    await save(cache, 'q');
    await find(cache, 'q');
    await cache.close();
    expect(clock.sleepers).toBe(0);
  });
});
