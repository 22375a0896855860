import { chooseVictims, entryWorth, type Keepsake } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;

function entry(changes: Partial<Keepsake> = {}): Keepsake {
  return {
    bytes: 2000,
    hits: 2,
    createdAt: NOW - 10 * HOUR,
    expiresAt: NOW + HOUR,
    answer: { costUsd: 0.01, latencyMs: 2000 },
    ...changes,
  };
}
const worth = (changes: Partial<Keepsake> = {}) => entryWorth(entry(changes), NOW);

describe('an entry is worth more', () => {
  test('the more it is asked for', () => expect(worth({ hits: 3 })).toBeGreaterThan(worth()));
  test('the dearer its answer', () =>
    expect(worth({ answer: { costUsd: 0.02, latencyMs: 2000 } })).toBeGreaterThan(worth()));
  test('the longer its answer took', () =>
    expect(worth({ answer: { costUsd: 0.01, latencyMs: 3000 } })).toBeGreaterThan(worth()));
  test('the smaller it is', () => expect(worth({ bytes: 1000 })).toBeGreaterThan(worth()));
  test('the younger it is, at the same number of hits', () =>
    expect(worth({ createdAt: NOW - HOUR })).toBeGreaterThan(worth()));
});

describe('the worth of an entry', () => {
  test('is nothing once it has expired', () => expect(worth({ expiresAt: NOW })).toBe(0));

  test('is told by the time saved where the price is unknown', () => {
    const unpriced = (latencyMs: number) => worth({ answer: { costUsd: null, latencyMs } });
    expect(unpriced(2000)).toBeGreaterThan(unpriced(1000));
    expect(unpriced(1000)).toBeGreaterThan(0);
  });

  test('is not endless for an entry of this moment, nor less than nothing for one from the future', () => {
    expect(worth({ createdAt: NOW })).toBe(worth({ createdAt: NOW - 60_000 }));
    expect(worth({ createdAt: NOW + HOUR })).toBe(worth({ createdAt: NOW }));
  });

  test('does not depend on how long it may still stay', () => {
    expect(worth({ expiresAt: NOW + 1000 * HOUR })).toBe(worth());
  });
});

describe('the victims of a sample', () => {
  const named = (name: string, changes: Partial<Keepsake> = {}) => ({ name, ...entry(changes) });
  const victims = (sample: readonly (Keepsake & { name: string })[], bytes: number) =>
    chooseVictims(sample, bytes, NOW).map(({ name }) => name);

  test('are those worth least, as few as will do', () => {
    const sample = [
      named('loved', { hits: 9 }),
      named('new'),
      named('unloved', { hits: 0 }),
      named('liked', { hits: 5 }),
    ];
    expect(victims(sample, 1)).toEqual(['unloved']);
    expect(victims(sample, 2001)).toEqual(['unloved', 'new']);
  });

  test('are half of the living at most', () => {
    expect(victims([named('a', { hits: 0 }), named('b', { hits: 1 }), named('c')], 1e9)).toEqual(['a', 'b']);
  });

  test('include all that have expired, however little has to go', () => {
    const over = { expiresAt: NOW };
    expect(victims([named('x', over), named('a'), named('y', over)], 1)).toEqual(['x', 'y']);
  });

  test('are at least one of any sample, so that eviction always gets on', () => {
    const keepsake = fc.record({
      bytes: fc.integer({ min: 1, max: 1e6 }),
      hits: fc.nat(100),
      createdAt: fc.integer({ min: 0, max: 2 * NOW }),
      expiresAt: fc.integer({ min: 0, max: 2 * NOW }),
      answer: fc.record({
        costUsd: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
        latencyMs: fc.nat(1e6),
      }),
    });
    fc.assert(
      fc.property(
        fc.array(keepsake, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1 }),
        (sample, bytes) => {
          const chosen = chooseVictims(sample, bytes, NOW);
          expect(chosen.length).toBeGreaterThan(0);
          expect(new Set(chosen).size).toBe(chosen.length);
        },
      ),
    );
  });
});
