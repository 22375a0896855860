import { sweepEntries } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { poll } from '../../../../support/poll.ts';
import { createSemanticFixture, never } from './semantic-fixture.ts';

type Fixture = Awaited<ReturnType<typeof createSemanticFixture>>;

function sweep({ entries, tiers, gone, clock }: Fixture, maxEntries = 1000, signal = never) {
  const hasAnswer = async (entryId: string) => !gone.has(entryId);
  return sweepEntries({ entries, tiers: () => tiers, hasAnswer, clock, maxEntries }, signal);
}

async function withQuestions(count: number): Promise<Fixture> {
  const fixture = await createSemanticFixture();
  for (let n = 1; n <= count; n++) await fixture.learn(`What does error E${n}000 mean?`, `answer ${n}`);
  return fixture;
}

async function idsOf({ entries }: Fixture): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of entries.list(0)) ids.push(id);
  return ids;
}

test('a sweep removes what is expired and what has no answer any more, from store and index', async () => {
  const fixture = await withQuestions(3);
  fixture.gone.add('answer 2');
  fixture.entries.update(3, () => ({ expiresAt: fixture.clock.now() }));
  expect(await sweep(fixture)).toEqual({ expired: 1, withoutAnswer: 1, surplus: 0 });
  expect(await idsOf(fixture)).toEqual([1]);
  expect(fixture.cache.size).toBe(1);
  // The removals are told to the index's snapshots too.
  expect(fixture.tiers[0]?.told).toEqual([1, 2, 3, 4, 5]);
});

test('above the limit the oldest go', async () => {
  const fixture = await withQuestions(5);
  expect(await sweep(fixture, 3)).toEqual({ expired: 0, withoutAnswer: 0, surplus: 2 });
  expect(await idsOf(fixture)).toEqual([3, 4, 5]);
});

test('what goes anyway counts for the limit', async () => {
  const fixture = await withQuestions(5);
  fixture.gone.add('answer 1');
  expect(await sweep(fixture, 4)).toEqual({ expired: 0, withoutAnswer: 1, surplus: 0 });
});

test('a sweep of many pauses, goes on, and can be stopped', async () => {
  const fixture = await withQuestions(120);
  for (let n = 1; n <= 120; n++) fixture.gone.add(`answer ${n}`);
  const controller = new AbortController();
  const stopped = sweep(fixture, 1000, controller.signal);
  await poll('a pause', () => fixture.clock.sleepers === 1);
  expect(fixture.cache.size).toBe(70);
  controller.abort(new Error('the daemon stops'));
  await expect(stopped).rejects.toThrow('the daemon stops');

  const whole = sweep(fixture);
  await poll('a pause', () => fixture.clock.sleepers === 1);
  await fixture.clock.advance(100);
  expect(await whole).toMatchObject({ withoutAnswer: 70 });
  expect(fixture.cache.size).toBe(0);
});
