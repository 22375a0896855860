import { createBudget, JackdawError } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp(dailyUsd: number | null, spentUsd = 0) {
  const clock = createFakeClock(new Date(2026, 4, 10, 15, 30).getTime());
  const day = { spentUsd };
  const budget = createBudget({ dailyUsd, spentToday: () => day.spentUsd, clock });
  const refused = (expectedUsd: number | null) => {
    try {
      budget.reserve(expectedUsd, false);
    } catch (error) {
      return error;
    }
    return null;
  };
  return { clock, day, budget, refused };
}

describe('createBudget', () => {
  it('refuses nothing and says nothing where none is set', () => {
    const { budget, refused } = setUp(null, 1_000);
    expect(refused(1_000)).toBeNull();
    expect(budget.state).toBeNull();
  });

  it('lets a call go as long as its cost is left', () => {
    const { refused } = setUp(1, 0.75);
    expect(refused(0.25)).toBeNull();
    expect(refused(0.01)).toMatchObject({ code: 'over_budget', retryable: false });
  });

  it('keeps the money of calls under way, once, until they are over', () => {
    const { budget, refused } = setUp(1);
    const first = budget.reserve(0.6, false);
    const second = budget.reserve(0.4, false);
    expect(refused(0.1)).toMatchObject({ code: 'over_budget' });
    first.release();
    first.release();
    budget.reserve(0.6, false);
    expect(refused(0.1)).toMatchObject({ code: 'over_budget' });
    second.release();
    expect(refused(0.4)).toBeNull();
  });

  it('does not let calls together spend more than the day has, however they come and end', () => {
    const { budget, day } = setUp(1);
    const underWay: ReturnType<typeof budget.reserve>[] = [];
    for (let call = 0; call < 1_000; call += 1) {
      try {
        underWay.push(budget.reserve(0.03, false));
      } catch (error) {
        if (!(error instanceof JackdawError)) throw error;
      }
      if (call % 3 !== 0) continue;
      const done = underWay.shift();
      if (done !== undefined) day.spentUsd += 0.03;
      done?.release();
    }
    expect(day.spentUsd).toBeGreaterThan(0.95);
    expect(day.spentUsd + 0.03 * underWay.length).toBeLessThanOrEqual(1);
  });

  it('lets what costs nothing go, and what has no known price until all is spent', () => {
    const { refused, day } = setUp(1, 1);
    expect(refused(0)).toBeNull();
    expect(refused(null)).toMatchObject({ code: 'over_budget' });
    day.spentUsd = 0.99;
    expect(refused(null)).toBeNull();
  });

  it('lets a caller go all the same who says so, and counts its money', () => {
    const { budget, refused } = setUp(1, 0.9);
    const hold = budget.reserve(5, true);
    expect(refused(0.05)).toMatchObject({ code: 'over_budget' });
    hold.release();
    expect(refused(0.05)).toBeNull();
  });

  it('says what is spent, what it would cost, when it is new, and how to go on', () => {
    const { refused } = setUp(1, 0.75);
    expect(refused(2.5)).toMatchObject({
      message: expect.stringMatching(
        /\$0\.7500 of \$1\.00 .*\$2\.50.* 00:00; .*--over-budget.*budget\.daily/,
      ),
    });
  });

  it('is new at the next midnight of the machine’s own time zone', async () => {
    const { budget, clock } = setUp(2, 0.5);
    const midnight = new Date(2026, 4, 11).getTime();
    expect(budget.state).toEqual({ dailyUsd: 2, spentUsd: 0.5, resetsAt: midnight });
    await clock.advance(midnight - clock.now());
    expect(budget.state?.resetsAt).toBe(new Date(2026, 4, 12).getTime());
  });
});
