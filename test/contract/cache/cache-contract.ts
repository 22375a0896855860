import { cacheKey, type Answer, type Cache, type CacheHit, type CacheMiss } from '@jackdaw/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeClock } from '../../support/fake-clock.ts';
import { answerOf, requestOf } from './answer-samples.ts';

export interface OpenedCache {
  readonly cache: Cache;
  readonly clock: FakeClock;
  /** Makes every read and write of the medium fail from now on, or work again. */
  readonly breakMedium: (broken: boolean) => void;
  /** Keeps an entry beyond its time, or lets it go; false where there is none. */
  readonly pin: (entryId: string, pinned: boolean) => Promise<boolean>;
  /** Another cache over the same records, as after a restart. */
  readonly reopen: () => Promise<Cache>;
  readonly dispose: () => Promise<void>;
}

/** What every `Cache` promises. `open` gives a new, empty one each time, in which entries live for an hour. */
export function cacheContract(name: string, open: () => Promise<OpenedCache>): void {
  describe(`the cache contract: ${name}`, () => {
    let opened: OpenedCache;
    let cache: Cache;
    beforeEach(async () => {
      opened = await open();
      cache = opened.cache;
    });
    afterEach(() => opened.dispose());

    const signal = new AbortController().signal;
    const find = async (question: string, from = cache): Promise<CacheHit | CacheMiss> => {
      const request = requestOf(question);
      return from.find(cacheKey(request, 'v1'), request, signal);
    };
    const save = async (question: string, answer: Answer, ttlMs?: number) => {
      const request = requestOf(question, ttlMs);
      return cache.save(cacheKey(request, 'v1'), request, answer);
    };

    test('misses a question that nobody has asked, and says why', async () => {
      expect(await find('Where do jackdaws nest?')).toEqual({
        tier: null,
        reason: expect.stringMatching(/\w/),
      });
    });

    test('gives back a saved answer whole, under the id that saving gave', async () => {
      const answer = answerOf('In chimneys. 🐦', {
        blocks: [{ type: 'tool_use', id: 't1', name: 'look', input: { where: ['up', null] } }],
        data: { nested: [1, { deep: null }] },
        usage: null,
        costUsd: null,
        ttftMs: null,
        stopReason: 'tool_use',
      });
      const entryId = await save('Where do jackdaws nest?', answer);
      const found = await find('Where do jackdaws nest?');
      expect(entryId).toEqual(expect.any(String));
      expect(found).toMatchObject({ entryId });
      expect(found.tier === null ? null : found.answer).toStrictEqual(answer);
    });

    test('a pinned entry outlives its time, a restart and its own replacement, until it is let go', async () => {
      const entryId = (await save('q', answerOf('one'))) ?? '';
      expect(await opened.pin('there is no such entry', true)).toBe(false);
      expect(await opened.pin(entryId, true)).toBe(true);
      await save('q', answerOf('two'));
      opened.clock.setWallClock(opened.clock.now() + 100 * 3_600_000);
      expect(await find('q')).toMatchObject({ answer: { text: 'two' } });
      expect(await find('q', await opened.reopen())).toMatchObject({ answer: { text: 'two' } });
      expect(await opened.pin(entryId, false)).toBe(true);
      expect(await find('q')).toMatchObject({ tier: null });
    });

    test('keeps questions apart', async () => {
      await save('Where do jackdaws nest?', answerOf('In chimneys.'));
      await save('How many apples are in 3 crates of 12?', answerOf('36'));
      expect(await find('Where do jackdaws nest?')).toMatchObject({ answer: { text: 'In chimneys.' } });
      expect(await find('How many apples are in 3 crates of 12?')).toMatchObject({ answer: { text: '36' } });
      expect(await find('Write a haiku about rust.')).toMatchObject({ tier: null });
    });

    test('has the answer as soon as saving resolves, the latest one of several', async () => {
      for (const text of ['one', 'two', 'three']) {
        await save('Count.', answerOf(text));
        expect(await find('Count.')).toMatchObject({ answer: { text } });
      }
    });

    test('keeps all of many saved at once', async () => {
      const questions = Array.from({ length: 50 }, (_, index) => `What is the square of ${index}?`);
      await Promise.all(questions.map((question) => save(question, answerOf(question))));
      for (const question of questions)
        expect(await find(question)).toMatchObject({ answer: { text: question } });
    });

    test('shares no answer with its callers', async () => {
      const block = { type: 'tool_use', input: { n: 1 } };
      await save('q', answerOf('a', { blocks: [block] }));
      block.input.n = 2;
      const first = await find('q');
      if (first.tier !== null) {
        // A cache may hand out a copy, or what nobody can change.
        Reflect.set((first.answer.blocks[0] as typeof block).input, 'n', 3);
      }
      expect(await find('q')).toMatchObject({ answer: { blocks: [{ input: { n: 1 } }] } });
    });

    test('forgets an answer when its time is over, and says since when', async () => {
      await save('q', answerOf('a'));
      await opened.clock.advance(HOUR - 1);
      expect(await find('q')).toMatchObject({ answer: { text: 'a' } });
      await opened.clock.advance(1 + 2 * HOUR);
      expect(await find('q')).toEqual({ tier: null, reason: 'expired 2 hours ago' });
    });

    test('lets a request set how long its answer lives', async () => {
      await save('short', answerOf('a'), 1000);
      await save('long', answerOf('b'), 2 * HOUR);
      await opened.clock.advance(1000);
      expect(await find('short')).toMatchObject({ tier: null });
      await opened.clock.advance(HOUR);
      expect(await find('long')).toMatchObject({ answer: { text: 'b' } });
    });

    test.each([0, -1, Number.NaN])('does not keep an answer that is to live for %d ms', async (ttlMs) => {
      expect(await save('q', answerOf('a'), ttlMs)).toBeNull();
      expect(await find('q')).toMatchObject({ tier: null });
    });

    test('a saved answer lives on in a cache opened later', async () => {
      await save('q', answerOf('a'));
      expect(await find('q', await opened.reopen())).toMatchObject({ answer: { text: 'a' } });
    });

    test('a medium that fails is a miss that says so, and loses nothing', async () => {
      await save('q', answerOf('a'));
      opened.breakMedium(true);
      expect(await find('q')).toEqual({ tier: null, reason: expect.stringContaining('cache failed') });
      expect(await save('r', answerOf('b'))).toBeNull();
      opened.breakMedium(false);
      expect(await find('q')).toMatchObject({ answer: { text: 'a' } });
      expect(await save('r', answerOf('b'))).toEqual(expect.any(String));
    });

    test('an answer that cannot be kept is not kept, and nothing is thrown', async () => {
      const circular: { self?: unknown } = {};
      circular.self = circular;
      expect(await save('q', answerOf('a', { data: circular }))).toBeNull();
      expect(await find('q')).toMatchObject({ tier: null });
    });

    test('an abort, alone, is thrown', async () => {
      await save('q', answerOf('a'));
      const request = requestOf('q');
      const controller = new AbortController();
      controller.abort(new Error('gone'));
      await expect(cache.find(cacheKey(request, 'v1'), request, controller.signal)).rejects.toThrow('gone');
    });
  });
}

const HOUR = 3_600_000;
