import { retryDelay, type RetryTiming } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const timing = (random: number): RetryTiming => ({
  baseMs: 500,
  capMs: 8_000,
  maxRetryAfterMs: 60_000,
  random: () => random,
});

describe('retryDelay', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [5, 8_000],
    [50, 8_000],
  ])('after attempt %i waits at most %i ms', (attempt, ceiling) => {
    expect(retryDelay(attempt, undefined, timing(0.999_999))).toBeCloseTo(ceiling, 1);
    expect(retryDelay(attempt, undefined, timing(0.5))).toBe(ceiling / 2);
    expect(retryDelay(attempt, undefined, timing(0))).toBe(0);
  });

  it('never comes back before the upstream’s own time, and little after it', () => {
    const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 1, max: 10 }),
        chance,
        (after, attempt, random) => {
          const delay = retryDelay(attempt, after, timing(random));
          expect(delay).toBeGreaterThanOrEqual(after);
          expect(delay).toBeLessThanOrEqual(after + Math.max(50, after / 10));
        },
      ),
    );
  });

  it('waits exactly as long as the upstream says where chance adds nothing, whatever the attempt', () => {
    expect(retryDelay(4, 1_000, timing(0))).toBe(1_000);
    expect(retryDelay(1, 60_000, timing(0))).toBe(60_000);
  });

  it('does not wait at all for an upstream that asks for longer than the cap', () => {
    expect(retryDelay(1, 60_001, timing(0))).toBeNull();
    expect(retryDelay(1, 3_600_000, timing(0.5))).toBeNull();
  });
});
