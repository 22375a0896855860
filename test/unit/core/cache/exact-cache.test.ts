import {
  cacheKey,
  createExactCache,
  createMemoryStore,
  prefixRange,
  type ExactCacheOptions,
  type JsonValue,
  type Store,
} from '@jackdaw/core';
import { describe, expect, test, vi } from 'vitest';
import { answerOf, requestOf } from '../../../contract/cache/answer-samples.ts';
import { createFaultyStore } from '../../../contract/store/faulty-store.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const signal = new AbortController().signal;

/** The same sequence every time, spread evenly enough over 0 to 1. */
function steps(): () => number {
  let last = 0;
  return () => (last = (last + 0.618_033_988_75) % 1);
}

function setUp(changes: Partial<ExactCacheOptions> = {}) {
  const store = createFaultyStore(createMemoryStore());
  const clock = createFakeClock();
  const options = { store, clock, random: steps(), ttlMs: DAY, maxBytes: 1 << 20, ...changes };
  const open = (changes: Partial<ExactCacheOptions> = {}) => createExactCache({ ...options, ...changes });
  return { store, clock, open, cache: open() };
}
type Cache = ReturnType<typeof setUp>['cache'];

const keyOf = (question: string) => cacheKey(requestOf(question), 'v1');
const find = (cache: Cache, question: string) => cache.find(keyOf(question), requestOf(question), signal);
const save = (cache: Cache, question: string, answer = answerOf(`answer to ${question}`)) =>
  cache.save(keyOf(question), requestOf(question), answer);
const counted = (cache: Cache) => vi.waitFor(() => expect(cache.stats().counting).toBe(false));

async function recordsOf({ store }: ReturnType<typeof setUp>) {
  const records: { readonly bytes: number; readonly hits: number }[] = [];
  for await (const { value } of store.scan(prefixRange('exact/')))
    records.push(value as (typeof records)[number]);
  return records;
}
async function sizeInStore(parts: ReturnType<typeof setUp>) {
  const records = await recordsOf(parts);
  return { entries: records.length, bytes: records.reduce((sum, { bytes }) => sum + bytes, 0) };
}

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
    await vi.waitFor(async () => expect(await recordsOf(parts)).toEqual([]));
    expect(parts.cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
  });

  test('is swept out when nobody asks for it', async () => {
    const parts = setUp();
    await save(parts.cache, 'old');
    await vi.waitFor(() => expect(parts.clock.sleepers).toBe(1));
    await parts.clock.advance(20 * HOUR);
    await save(parts.cache, 'young');
    await parts.clock.advance(6 * HOUR);
    await vi.waitFor(async () => expect((await recordsOf(parts)).length).toBe(1));
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
    await vi.waitFor(async () => expect(await value(parts, 'q')).toBeUndefined());
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
    await vi.waitFor(async () => expect(await recordsOf(parts)).toMatchObject([{ hits: 100 }]));
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

describe('the size', () => {
  test('is that of the records, through saves, replacements and deletions', async () => {
    const parts = setUp();
    await counted(parts.cache);
    for (let index = 0; index < 60; index += 1) {
      await save(parts.cache, `q${index % 40}`, answerOf('x'.repeat(index * 7)));
      if (index % 5 === 0) await parts.cache.delete(keyOf(`q${(index * 3) % 40}`));
      expect(parts.cache.stats()).toMatchObject(await sizeInStore(parts));
    }
  });

  test('counts what the record takes, near enough', async () => {
    const parts = setUp();
    await save(parts.cache, 'q', answerOf('漢'.repeat(10_000)));
    const [record] = await recordsOf(parts);
    const real = Buffer.byteLength(JSON.stringify(record)) + 70;
    expect(Math.abs((record?.bytes ?? 0) - real)).toBeLessThan(64);
  });

  test('is counted after opening, while saves and deletions go on', async () => {
    const parts = setUp();
    for (let index = 0; index < 300; index += 1) await save(parts.cache, `q${index}`);
    const again = parts.open();
    expect(again.stats().counting).toBe(true);
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        index % 2 === 0 ? save(again, `q${200 + index * 2}`) : again.delete(keyOf(`q${index}`)),
      ),
    );
    await counted(again);
    expect(again.stats()).toMatchObject(await sizeInStore(parts));
  });

  test('is counted on a later try where the store failed at first', async () => {
    const store = createFaultyStore(createMemoryStore());
    store.breakDown(true);
    const { cache, clock } = setUp({ store });
    await vi.waitFor(() => expect(clock.sleepers).toBe(1));
    store.breakDown(false);
    expect(cache.stats().counting).toBe(true);
    await clock.advance(60_000);
    await counted(cache);
  });

  test('never passes the bound', async () => {
    const parts = setUp({ maxBytes: 20_000 });
    await counted(parts.cache);
    for (let index = 0; index < 200; index += 1) {
      expect(await save(parts.cache, `q${index}`, answerOf('x'.repeat((index * 37) % 900)))).not.toBeNull();
      const size = await sizeInStore(parts);
      expect(size.bytes).toBeLessThanOrEqual(20_000);
      expect(parts.cache.stats()).toMatchObject(size);
    }
    expect(parts.cache.stats().bytes).toBeGreaterThan(15_000);
  });

  test('is brought under a bound that was lowered', async () => {
    const parts = setUp();
    for (let index = 0; index < 200; index += 1) await save(parts.cache, `q${index}`);
    const again = parts.open({ maxBytes: 10_000 });
    await vi.waitFor(() => expect(again.stats().counting || again.stats().bytes > 10_000).toBe(false));
    expect((await sizeInStore(parts)).bytes).toBeLessThanOrEqual(10_000);
  });
});

describe('eviction', () => {
  test('lets go of what saves least, and keeps what is dear, asked for, or small', async () => {
    const parts = setUp({ maxBytes: 100_000 });
    await counted(parts.cache);
    const kept = { dear: 0, cheap: 0 };
    for (let index = 0; index < 400; index += 1) {
      await save(parts.cache, `dear ${index % 40}`, answerOf('x'.repeat(300), { costUsd: 0.5 }));
      await save(
        parts.cache,
        `cheap ${index}`,
        answerOf('x'.repeat(300), { costUsd: 0.0001, latencyMs: 300 }),
      );
      await parts.clock.advance(60_000);
    }
    for (let index = 0; index < 40; index += 1)
      if ((await find(parts.cache, `dear ${index}`)).tier !== null) kept.dear += 1;
    for (let index = 0; index < 400; index += 1)
      if ((await find(parts.cache, `cheap ${index}`)).tier !== null) kept.cheap += 1;
    expect(kept.dear).toBe(40);
    expect(kept.cheap).toBeLessThan(120);
  });

  test('spares the entry that is being replaced', async () => {
    const parts = setUp({ maxBytes: 4000 });
    await counted(parts.cache);
    for (let index = 0; index < 5; index += 1) await save(parts.cache, `q${index}`);
    for (let round = 0; round < 20; round += 1) {
      expect(await save(parts.cache, 'q0', answerOf('x'.repeat(round * 100)))).toBe(keyOf('q0'));
      expect(parts.cache.stats()).toMatchObject(await sizeInStore(parts));
    }
  });
});

describe('while a cache that is far too full is being emptied', () => {
  test('an answer that finds no room is not kept, nor the one that it was to replace', async () => {
    const parts = setUp({ maxBytes: 1 << 24 });
    for (let index = 0; index < 4000; index += 1) await save(parts.cache, `q${index}`);
    await parts.cache.close();
    const unhurried: Store = {
      ...parts.store,
      async *scan(options) {
        await new Promise(setImmediate);
        yield* parts.store.scan(options);
      },
    };
    const small = parts.open({ maxBytes: 2000, store: unhurried });
    while (small.stats().counting) await new Promise(setImmediate);
    expect(await save(small, 'q0', answerOf('new'))).toBeNull();
    expect(await find(small, 'q0')).toEqual({ tier: null, reason: 'new question' });
    await small.close();
  });
});

describe('an answer that is too large', () => {
  test('is not kept, and nothing is evicted for it', async () => {
    const parts = setUp({ maxBytes: 20_000, maxEntryBytes: 2000 });
    await counted(parts.cache);
    await save(parts.cache, 'small');
    expect(await save(parts.cache, 'large', answerOf('x'.repeat(2000)))).toBeNull();
    expect(await find(parts.cache, 'large')).toEqual({ tier: null, reason: 'new question' });
    expect(await find(parts.cache, 'small')).toMatchObject({ tier: 'exact' });
  });

  test('than the whole cache is not kept either, whatever one entry may take', async () => {
    const { cache } = setUp({ maxBytes: 1000, maxEntryBytes: 1e9 });
    expect(await save(cache, 'large', answerOf('x'.repeat(1000)))).toBeNull();
  });

  test('still does away with the older answer that it was to replace', async () => {
    const parts = setUp({ maxEntryBytes: 2000 });
    await save(parts.cache, 'q');
    await save(parts.cache, 'q', answerOf('x'.repeat(2000)));
    expect(await find(parts.cache, 'q')).toEqual({ tier: null, reason: 'new question' });
  });
});

describe('a question that has no entry', () => {
  test('is looked up once, and not again when its answer is kept', async () => {
    const { cache, store } = setUp();
    await counted(cache);
    const before = store.calls.reads;
    expect(await find(cache, 'new')).toMatchObject({ tier: null });
    expect(await save(cache, 'new')).not.toBeNull();
    expect(store.calls.reads).toBe(before + 1);
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
    await vi.waitFor(() => expect(reads).toBe(1));
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

test('pinned entries do not make room; where nothing else could, the new answer is not kept', async () => {
  const { cache } = setUp({ maxBytes: 40_000 });
  await counted(cache);
  const long = (question: string) => save(cache, question, answerOf('x'.repeat(5_000)));
  const pinned = ['a', 'b', 'c'];
  for (const question of pinned) {
    const id = await long(question);
    expect(await cache.pin(id ?? '', true)).toBe(true);
  }
  for (let index = 0; index < 30; index += 1) await long(`other ${index}`);
  for (const question of pinned) expect(await find(cache, question)).toMatchObject({ tier: 'exact' });
  expect(cache.stats().bytes).toBeLessThanOrEqual(40_000);

  const { entries } = await cache.list({ limit: 100 });
  for (const { id } of entries) await cache.pin(id, true);
  expect(await long('no room is left')).toBe(null);
  for (const question of pinned) expect(await find(cache, question)).toMatchObject({ tier: 'exact' });
  await cache.close();
});

test('a bound that was lowered below what is pinned ends the walk all the same', async () => {
  const parts = setUp();
  const id = await save(parts.cache, 'q', answerOf('x'.repeat(5_000)));
  await parts.cache.pin(id ?? '', true);
  await parts.cache.close();
  const smaller = parts.open({ maxBytes: 1_000 });
  await counted(smaller);
  await smaller.close();
  expect((await recordsOf(parts)).length).toBe(1);
});
