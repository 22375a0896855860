import { createMemoryStore, openLedger, type AttemptLine, type TurnLine } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

const MINUTE = 60_000;
const usage = { input: 10, output: 90, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

const attemptAt = (startedAt: number): AttemptLine => ({
  model: 'm',
  attempt: 1,
  requestId: null,
  startedAt,
  latencyMs: 1000,
  ttftMs: 100,
  usage,
  costUsd: 1,
  error: null,
  simulated: false,
});
const turnAt = (at: number, latencyMs = 100): TurnLine => ({
  traceId: `t${at}-${latencyMs}`,
  at,
  client: 'test',
  metadata: {},
  conversationId: null,
  model: 'm',
  cache: 'miss',
  outcome: 'complete',
  error: null,
  latencyMs,
  ttftMs: 10,
  savedUsd: 0,
  routingSavedUsd: 0,
});

async function createFixture() {
  const clock = createFakeClock();
  const store = createMemoryStore();
  let count = 0;
  const open = () =>
    openLedger({
      store,
      clock,
      newId: () => String(++count).padStart(8, '0'),
      onFailure: (error) => {
        throw error;
      },
    });
  return { clock, store, open, ledger: await open() };
}

describe('the windows of a minute, an hour and a day', () => {
  it('forget what is older, and the shorter is never more than the longer', async () => {
    const { clock, ledger } = await createFixture();
    const counts = () =>
      (['minute', 'hour', 'day', 'all'] as const).map((window) => ledger.stats(window).turns);
    ledger.turn(turnAt(clock.now()));
    expect(counts()).toEqual([1, 1, 1, 1]);
    await clock.advance(2 * MINUTE);
    expect(counts()).toEqual([0, 1, 1, 1]);
    ledger.turn(turnAt(clock.now()));
    expect(counts()).toEqual([1, 2, 2, 2]);
    await clock.advance(65 * MINUTE);
    expect(counts()).toEqual([0, 0, 2, 2]);
    await clock.advance(26 * 60 * MINUTE);
    expect(counts()).toEqual([0, 0, 0, 2]);
  });

  it('lose nothing while lines pass from the minute to the hour and the day', async () => {
    const { clock, ledger } = await createFixture();
    for (let place = 0; place < 300; place += 1) {
      ledger.turn(turnAt(clock.now(), place + 1));
      ledger.recordAttempt(attemptAt(clock.now()));
      await clock.advance(10_000);
    }
    // Fifty minutes in all.
    const hour = ledger.stats('hour');
    expect(hour).toMatchObject({ turns: 300, costUsd: 300, upstream: { attempts: 300 }, window: 'hour' });
    expect(hour.tokens.output).toBe(300 * 90);
    expect(hour.outputTokensPerSecond).toBeCloseTo(100, 9);
    expect(hour.latencyMs.p50).toBeGreaterThan(147);
    expect(hour.latencyMs.p50).toBeLessThan(153);
    const { turns } = ledger.stats('minute');
    expect(turns).toBeGreaterThanOrEqual(5);
    expect(turns).toBeLessThanOrEqual(6);
  });

  it('know after a restart what was before, each in its time', async () => {
    const { clock, store, ledger, open } = await createFixture();
    await store.write(ledger.turn(turnAt(clock.now())));
    ledger.recordAttempt(attemptAt(clock.now()));
    await clock.advance(30 * MINUTE);
    await store.write(ledger.turn(turnAt(clock.now(), 200)));
    const after = await open();
    for (const window of ['minute', 'hour', 'day'] as const) {
      const { turns, costUsd, upstream, latencyMs } = after.stats(window);
      const before = ledger.stats(window);
      expect({ window, turns, costUsd, upstream, latencyMs }).toEqual({
        window,
        turns: before.turns,
        costUsd: before.costUsd,
        upstream: before.upstream,
        latencyMs: before.latencyMs,
      });
    }
    expect(after.stats('minute').turns).toBe(1);
    expect(after.stats('hour').turns).toBe(2);
  });

  it('count an attempt under way once it is over, and no error before', async () => {
    const { clock, ledger } = await createFixture();
    const amend = ledger.recordAttempt({
      ...attemptAt(clock.now()),
      usage: { ...usage, output: 1 },
      costUsd: 0.5,
      error: { code: 'interrupted', message: '', retryable: true },
      underWay: true,
    });
    expect(ledger.stats('minute').upstreamErrors).toEqual({});
    await clock.advance(2 * MINUTE);
    amend({ ...attemptAt(clock.now()), error: { code: 'stalled', message: '', retryable: true } });
    const hour = ledger.stats('hour');
    expect(hour).toMatchObject({ costUsd: 1, upstream: { attempts: 1 }, upstreamErrors: { stalled: 1 } });
    expect(hour.tokens).toEqual(usage);
  });
});
