import { createMemoryStore, openLedger, type AttemptLine } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

const noon = (day: number) => new Date(2026, 4, day, 12).getTime();
const HOUR = 3_600_000;

async function setUp() {
  const clock = createFakeClock(noon(10));
  const store = createMemoryStore();
  let count = 0;
  const open = () =>
    openLedger({ store, clock, newId: () => String(++count).padStart(6, '0'), onFailure: () => {} });
  const ledger = await open();
  const line = (costUsd: number): AttemptLine => ({
    model: 'claude-haiku-5-5',
    attempt: 1,
    requestId: null,
    startedAt: clock.now(),
    latencyMs: 1,
    ttftMs: null,
    usage: null,
    costUsd,
    error: null,
    simulated: false,
  });
  const spend = (costUsd: number) => ledger.recordAttempt(line(costUsd));
  return { clock, ledger, spend, line, open };
}

describe('what was spent today', () => {
  it('is the sum of the day’s attempts, also those that are counted on', async () => {
    const { ledger, spend, line } = await setUp();
    spend(0.25);
    const amend = spend(0.5);
    amend(line(0.75));
    expect(ledger.spentToday()).toBeCloseTo(1, 12);
  });

  it('outlives the daemon', async () => {
    const { ledger, spend, open } = await setUp();
    spend(0.25);
    await new Promise(setImmediate);
    expect((await open()).spentToday()).toBe(ledger.spentToday());
    expect(ledger.spentToday()).toBe(0.25);
  });

  it('is nothing from midnight on, and what began before is then counted to the new day', async () => {
    const { ledger, clock, spend, line } = await setUp();
    spend(1);
    const late = line(0);
    const amend = ledger.recordAttempt(late);
    await clock.advance(12 * HOUR);
    expect(ledger.spentToday()).toBe(0);
    spend(0.25);
    amend({ ...late, costUsd: 0.5 });
    expect(ledger.spentToday()).toBeCloseTo(0.75, 12);
  });

  it('is not made undone by a clock that is set back over midnight', async () => {
    const { ledger, clock, spend } = await setUp();
    spend(1);
    clock.setWallClock(noon(9));
    expect(ledger.spentToday()).toBe(1);
    spend(0.5);
    expect(ledger.spentToday()).toBe(1.5);
  });

  it('does not hold up the days that a clock far ahead has touched', async () => {
    const { ledger, clock, spend } = await setUp();
    clock.setWallClock(new Date(2031, 0, 1).getTime());
    spend(100);
    clock.setWallClock(noon(10));
    expect(ledger.spentToday()).toBe(0);
    spend(0.5);
    expect(ledger.spentToday()).toBe(0.5);
  });
});
