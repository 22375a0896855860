import { createMemoryStore, type Store } from '@jackdaw/core';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../contract/cache/answer-samples.ts';
import { createFaultyStore } from '../../../contract/store/faulty-store.ts';
import { setUp, keyOf, find, save, savePassage, counted, recordsOf, sizeInStore } from './open-cache.ts';
import { eventually } from '../../../support/eventually.ts';

describe.each([
  ['questions', save],
  ['passages', savePassage],
])('the size, of %s', (_, save) => {
  test('is that of the records, through saves, replacements and deletions', async () => {
    const parts = setUp();
    await counted(parts.cache);
    for (let index = 0; index < 60; index += 1) {
      await save(parts.cache, `q${index % 40}`, answerOf('x'.repeat(index * 7)));
      if (index % 5 === 0) await parts.cache.delete(keyOf(`q${(index * 3) % 40}`));
      expect(parts.cache.stats()).toMatchObject(await sizeInStore(parts));
    }
  });

  test('is counted after opening, while saves and deletions go on', async () => {
    const parts = setUp();
    for (let index = 0; index < 300; index += 1) await save(parts.cache, `q${index}`);
    const again = parts.open();
    expect(again.stats().counting).toBe(true);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        if (index % 2 === 0) await save(again, `q${200 + index * 2}`);
        else await again.delete(keyOf(`q${index}`));
      }),
    );
    await counted(again);
    expect(again.stats()).toMatchObject(await sizeInStore(parts));
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
});

describe('the size', () => {
  test.each([
    ['text', answerOf('漢'.repeat(10_000))],
    ['data', { ...answerOf('"'), data: '漢'.repeat(10_000) }],
  ])('counts what the record takes, near enough, of its %s', async (_, answer) => {
    const parts = setUp();
    await save(parts.cache, 'q', answer);
    const [record] = await recordsOf(parts);
    const real = Buffer.byteLength(JSON.stringify(record)) + 70;
    expect(Math.abs((record?.bytes ?? 0) - real)).toBeLessThan(64);
  });

  test('is counted on a later try where the store failed at first', async () => {
    const store = createFaultyStore(createMemoryStore());
    store.breakDown(true);
    const { cache, clock } = setUp({ store });
    await eventually(() => expect(clock.sleepers).toBe(1));
    store.breakDown(false);
    expect(cache.stats().counting).toBe(true);
    await clock.advance(60_000);
    await counted(cache);
  });

  test('is brought under a bound that was lowered', async () => {
    const parts = setUp();
    for (let index = 0; index < 200; index += 1) await save(parts.cache, `q${index}`);
    const again = parts.open({ maxBytes: 10_000 });
    await eventually(() => expect(again.stats().counting || again.stats().bytes > 10_000).toBe(false));
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

describe("a new passage's answer", () => {
  test('is kept in the same moment, where nothing has to give way', async () => {
    const { cache } = setUp();
    await counted(cache);
    expect(savePassage(cache, 'q')).toBe(keyOf('q'));
    expect(await find(cache, 'q')).toMatchObject({ tier: 'exact', answer: { text: 'answer to q' } });
  });

  test('comes after what is being changed: neither size nor answer is lost', async () => {
    const parts = setUp();
    await counted(parts.cache);
    const clearing = parts.cache.clear();
    const saved = [savePassage(parts.cache, 'q'), savePassage(parts.cache, 'r')];
    expect(await Promise.all([clearing, ...saved])).toEqual([0, keyOf('q'), keyOf('r')]);
    expect(await savePassage(parts.cache, 'q', answerOf('another'))).toBe(keyOf('q'));
    expect(await find(parts.cache, 'q')).toMatchObject({ answer: { text: 'another' } });
    expect(parts.cache.stats()).toMatchObject(await sizeInStore(parts));
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
