import { createRetryBudget } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp(floor: number) {
  const clock = createFakeClock();
  const budget = createRetryBudget(clock.monotonic, { share: 0.2, floor, windowMs: 60_000 });
  const callAndRetry = (calls: number, model = 'm') => {
    let retries = 0;
    for (let call = 0; call < calls; call += 1) {
      budget.countCall(model);
      if (budget.tryRetry(model)) retries += 1;
    }
    return retries;
  };
  return { clock, budget, callAndRetry };
}

describe('createRetryBudget', () => {
  it('lets a fifth of the calls be retried where every call fails', () => {
    expect(setUp(0).callAndRetry(1_000)).toBe(200);
  });

  it('lets the first few through although hardly anything was called', () => {
    expect(setUp(3).callAndRetry(4)).toBe(3);
  });

  it('keeps each target’s trouble to itself', () => {
    const { callAndRetry } = setUp(2);
    expect(callAndRetry(4, 'a')).toBe(2);
    expect(callAndRetry(4, 'b')).toBe(2);
  });

  it('has its floor again when the window has passed', async () => {
    const { clock, budget, callAndRetry } = setUp(2);
    expect(callAndRetry(3)).toBe(2);
    await clock.advance(30_000);
    expect(budget.tryRetry('m')).toBe(false);
    await clock.advance(30_000);
    expect(budget.tryRetry('m')).toBe(true);
  });

  it('forgets the calls of earlier windows as well as their retries', async () => {
    const { clock, callAndRetry } = setUp(0);
    expect(callAndRetry(100)).toBe(20);
    await clock.advance(120_000);
    expect(callAndRetry(4)).toBe(0);
  });
});
