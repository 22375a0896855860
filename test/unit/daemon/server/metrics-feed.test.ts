import type { Stats } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { createMetricsFeed } from '../../../../packages/daemon/src/server/metrics-feed.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp() {
  const clock = createFakeClock();
  const listeners = new Set<() => void>();
  let turns = 0;
  const metrics = {
    get: () => ({ turns }) as Stats,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    clock,
    listeners,
    feed: createMetricsFeed({ metrics, clock, intervalMs: 250 }),
    change() {
      turns += 1;
      for (const listener of listeners) listener();
    },
  };
}

test('changes come at most once in each interval, with the latest figures', async () => {
  const { clock, feed, change } = setUp();
  const seen: number[] = [];
  feed.subscribe((frame) => seen.push(JSON.parse(frame).params.turns));
  for (let count = 0; count < 10; count += 1) {
    change();
    await clock.advance(100);
  }
  await clock.advance(1000);
  expect(seen).toEqual([3, 6, 9, 10]);
});

test('while nothing changes, nothing is sent and no timer runs', async () => {
  const { clock, feed } = setUp();
  const seen: string[] = [];
  feed.subscribe((frame) => seen.push(frame));
  expect(clock.sleepers).toBe(0);
  await clock.advance(60_000);
  expect(seen).toEqual([]);
});

test('who has left gets nothing more; after the last, no timer runs and nobody is listened for', async () => {
  const { clock, feed, change, listeners } = setUp();
  const seen: string[] = [];
  const first = feed.subscribe((frame) => seen.push(frame));
  const second = feed.subscribe((frame) => seen.push(frame));
  change();
  first.unsubscribe();
  second.unsubscribe();
  expect(clock.sleepers).toBe(0);
  expect(listeners.size).toBe(0);
  await clock.advance(1000);
  expect(seen).toEqual([]);
});
