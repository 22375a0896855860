import { expect, test } from 'vitest';
import { keepHouse } from '../../../../packages/daemon/src/semantic/keep-house.ts';
import { poll } from '../../../support/poll.ts';
import { createSemanticFixture } from '../../core/semantic/cache/semantic-fixture.ts';

const HOUR_MS = 3_600_000;

async function createHouse(maxEntries: number) {
  const fixture = await createSemanticFixture();
  const closing = new AbortController();
  const warnings: string[] = [];
  const work: Promise<void>[] = [];
  const state = { broken: false };
  const house = keepHouse({
    entries: fixture.entries,
    tiers: () => fixture.tiers,
    async hasAnswer(entryId) {
      if (state.broken) throw new Error('The medium fails.');
      return !fixture.gone.has(entryId);
    },
    clock: fixture.clock,
    maxEntries,
    log: { debug() {}, info() {}, warn: (_details, message) => void warnings.push(message), error() {} },
    signal: closing.signal,
    inBackground: (one) => void work.push(one.catch(() => {})),
  });
  return { ...fixture, house, state, warnings, closing, over: () => Promise.all(work) };
}

test('what is out of date goes some minutes after the start, and again hours later', async () => {
  const { learn, cache, gone, clock } = await createHouse(100);
  // Alive for as long as this takes.
  const request = { cache: { mode: 'use', semantic: 'serve', ttlMs: 100 * HOUR_MS } } as const;
  await learn('What does error E17 mean?', 'one', 'context', request);
  await learn('How tall is Mont Blanc?', 'two', 'context', request);
  gone.add('one');
  expect(cache.size).toBe(2);
  await clock.advance(11 * 60_000);
  await poll('the first sweep', () => cache.size === 1);
  gone.add('two');
  await poll('it sleeps', () => clock.sleepers === 1);
  await clock.advance(7 * HOUR_MS);
  await poll('the second sweep', () => cache.size === 0);
});

test('a sweep that fails is told, and the next one comes all the same', async () => {
  const { learn, cache, gone, clock, state, warnings } = await createHouse(100);
  const request = { cache: { mode: 'use', semantic: 'serve', ttlMs: 100 * HOUR_MS } } as const;
  await learn('What does error E17 mean?', 'one', 'context', request);
  gone.add('one');
  state.broken = true;
  await clock.advance(11 * 60_000);
  await poll('it is told', () => warnings.length === 1 && clock.sleepers === 1);
  expect(cache.size).toBe(1);
  state.broken = false;
  await clock.advance(7 * HOUR_MS);
  await poll('the next sweep', () => cache.size === 0);
});

test('entries above the limit go at once, the oldest first', async () => {
  const { learn, cache, entries, house } = await createHouse(2);
  for (const n of [1, 2, 3]) await learn(`What does error E${n}000 mean?`, `answer ${n}`);
  house.grown();
  await poll('the oldest is gone', () => cache.size === 2);
  expect(entries.get(1)).toBeUndefined();
  expect(entries.get(3)).toBeDefined();
});

test('the end of the daemon ends it', async () => {
  const { closing, clock, over } = await createHouse(2);
  closing.abort(new Error('the daemon stops'));
  await over();
  expect(clock.sleepers).toBe(0);
});
