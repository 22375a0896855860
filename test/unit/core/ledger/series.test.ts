import {
  createLedgerReader,
  createMemoryStore,
  openLedger,
  type AttemptLine,
  type TurnLine,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** A day without a change of the clocks, anywhere. */
const NOON = new Date(2026, 10, 25, 12).getTime();

/** A ledger whose daemon is started again and again; ids begin with the time, as real ones do. */
async function createFixture() {
  const clock = createFakeClock(NOON);
  const store = createMemoryStore();
  let count = 0;
  const idAt = (time: number) => String(time).padStart(16, '0');
  let latest = 0;
  const newId = () => `${idAt((latest = Math.max(latest, clock.now())))}-${String(++count).padStart(6, '0')}`;
  const onFailure = (error: unknown) => {
    throw error;
  };
  const start = async () => {
    const ledger = await openLedger({ store, clock, newId, onFailure });
    const { series } = createLedgerReader({ store, clock, live: ledger.live, idAt });
    const ask = async (line: Partial<TurnLine> = {}, call: Partial<AttemptLine> = {}) => {
      const turn = { traceId: newId(), client: 'chat', conversationId: null, tier: 'miss' as const };
      const times = { latencyMs: line.latencyMs ?? 1000, ttftMs: line.ttftMs ?? 100 };
      const model = line.model ?? 'swift';
      const startedAt = clock.now() - times.latencyMs;
      if (line.cache === undefined)
        ledger.recordAttempt({ ...attempt, ...times, startedAt, turn, model, ...call });
      await store.write(
        ledger.turn({ ...asked, ...times, at: startedAt, traceId: turn.traceId, model, ...line }),
      );
    };
    return { ledger, series, ask };
  };
  return { clock, store, start };
}

const usage = { input: 100, output: 50, cacheRead: 7, cacheWrite5m: 3, cacheWrite1h: 2 };
const attempt = { attempt: 1, requestId: null, usage, costUsd: 0.25, error: null, simulated: false };
const asked = {
  client: 'chat',
  metadata: {},
  conversationId: null,
  cache: 'miss',
  outcome: 'complete',
  error: null,
  savedUsd: 0,
  routingSavedUsd: 0.5,
} as const;

describe('figures over time', () => {
  it('have a point for each step in which something happened, by model and by tier', async () => {
    const { clock, start } = await createFixture();
    const { series, ask } = await start();
    await ask();
    await ask({ model: 'slow', latencyMs: 4000, ttftMs: 2000 });
    await clock.advance(25 * SECOND);
    await ask({ cache: 'exact', latencyMs: 1, ttftMs: 1, savedUsd: 0.75 });
    await ask({ outcome: 'failed', error: 'overloaded' });
    const { points, ...rest } = await series('hour');
    expect(rest).toEqual({
      range: 'hour',
      stepMs: 10_000,
      from: NOON - HOUR + 30 * SECOND,
      to: NOON + 25 * SECOND,
    });
    expect(points).toMatchObject([
      {
        at: NOON,
        turns: 2,
        misses: 2,
        costUsd: 0.5,
        tokens: { input: 200, output: 100, cacheWrite1h: 4 },
        models: { swift: { turns: 1, costUsd: 0.25 }, slow: { turns: 1, attempts: 1 } },
        tiers: { miss: { turns: 2, tokens: { cacheRead: 14 } } },
      },
      {
        at: NOON + 20 * SECOND,
        turns: 2,
        hits: { exact: 1, semantic: 0 },
        errors: 1,
        savedUsd: 0.75,
        routingSavedUsd: 1,
        tiers: { exact: { turns: 1, savedUsd: 0.75, costUsd: 0 }, miss: { turns: 1, errors: 1 } },
      },
    ]);
    expect(points[0]?.latencyMs.p95).toBeCloseTo(4000, -3);
    expect(points[0]?.models['swift']?.ttftMs.p50).toBeCloseTo(100, -1);
    // A hit is as fast as the cache; it says nothing of its model.
    expect(points[1]?.models['swift']?.latencyMs.p50).toBeCloseTo(1000, -2);
    expect(points[1]?.tiers['exact']?.latencyMs.p50).toBeCloseTo(1, 0);
  });

  it('are the same after a restart, and go on', async () => {
    const { clock, start } = await createFixture();
    const first = await start();
    for (let place = 0; place < 5; place += 1) {
      await first.ask({ latencyMs: 100 * (place + 1) });
      await clock.advance(7 * 60 * SECOND);
    }
    const ranges = ['hour', 'days', 'month'] as const;
    const before = await Promise.all(ranges.map((range) => first.series(range)));
    await clock.advance(SECOND);
    const second = await start();
    const after = await Promise.all(ranges.map((range) => second.series(range)));
    expect(after.map(({ points }) => points)).toEqual(before.map(({ points }) => points));
    expect(before.map(({ points }) => points.length)).toEqual([5, 1, 1]);
    await second.ask();
    const [hour, days, month] = await Promise.all(ranges.map((range) => second.series(range)));
    expect(hour?.points.map(({ turns }) => turns)).toEqual([1, 1, 1, 1, 1, 1]);
    // The old and the new share the step.
    expect(days?.points).toMatchObject([{ turns: 6, costUsd: 1.5, models: { swift: { turns: 6 } } }]);
    expect(month?.points).toMatchObject([{ turns: 6, costUsd: 1.5, tiers: { miss: { turns: 6 } } }]);
  });

  it('forget what is older than they reach, in memory and on disk', async () => {
    const { clock, start } = await createFixture();
    const first = await start();
    await first.ask();
    await clock.advance(2 * HOUR);
    await first.ask();
    const counts = async ({ series }: Awaited<ReturnType<typeof start>>) =>
      Promise.all(
        (['hour', 'days', 'month'] as const).map(async (range) =>
          (await series(range)).points.map(({ turns }) => turns),
        ),
      );
    expect(await counts(first)).toEqual([[1], [1, 1], [2]]);
    await clock.advance(47 * HOUR);
    expect(await counts(first)).toEqual([[], [1], [2]]);
    await clock.advance(HOUR);
    expect(await counts(await start())).toEqual([[], [], [2]]);
    await clock.advance(29 * DAY);
    expect(await counts(await start())).toEqual([[], [], []]);
  });

  it('count a call that is amended once, in the steps in which it was told', async () => {
    const { clock, start } = await createFixture();
    const { ledger, series } = await start();
    const begun = { ...attempt, model: 'swift', startedAt: NOON, latencyMs: 0, ttftMs: 0 };
    const amend = ledger.recordAttempt({ ...begun, usage: { ...usage, output: 1 }, costUsd: 0.1 });
    await clock.advance(30 * SECOND);
    amend({ ...begun, latencyMs: 30 * SECOND });
    const { points } = await series('hour');
    expect(points).toMatchObject([
      { attempts: 1, tokens: { input: 100, output: 1 }, costUsd: 0.1 },
      { at: NOON + 30 * SECOND, attempts: 0, tokens: { input: 0, output: 49 } },
    ]);
    expect(points[1]?.costUsd).toBeCloseTo(0.15, 12);
  });

  it('give who follows along the last step again and what came after it', async () => {
    const { clock, start } = await createFixture();
    const { series, ask } = await start();
    await ask();
    await clock.advance(60 * SECOND);
    await ask();
    const last = (await series('hour')).points.at(-1)?.at ?? 0;
    await clock.advance(5 * SECOND);
    await ask();
    await clock.advance(5 * SECOND);
    await ask();
    expect((await series('hour', last)).points.map(({ turns }) => turns)).toEqual([2, 1]);
    expect((await series('month', NOON)).points).toMatchObject([{ turns: 4 }]);
    expect((await series('month', NOON + DAY)).points).toEqual([]);
  });

  it('tell a dozen models apart and lose nothing of the others', async () => {
    const { start } = await createFixture();
    const { series, ask } = await start();
    // No name is lost: neither one that every object has, nor one that no record can have.
    const models = [
      'constructor',
      ...Array.from({ length: 19 }, (_, place) => `model ${place}`),
      '__proto__',
    ];
    for (const model of models) await ask({ model });
    for (const range of ['hour', 'month'] as const) {
      const [point] = (await series(range)).points;
      expect(Object.keys(point?.models ?? {})).toHaveLength(13);
      expect(point?.models['(others)']).toMatchObject({ turns: 9, attempts: 9, costUsd: 9 * 0.25 });
      expect(point?.turns).toBe(21);
    }
  });

  it('follow a clock that is set back, and put nothing into the future', async () => {
    const { clock, start } = await createFixture();
    const { series, ask } = await start();
    await ask();
    clock.setWallClock(NOON - 10 * 60 * SECOND);
    await ask();
    const { points, to } = await series('hour');
    expect(points).toMatchObject([{ at: NOON - 10 * 60 * SECOND, turns: 1 }]);
    expect(points.every(({ at }) => at <= to)).toBe(true);
  });

  it('say how far back the lines were read where there are too many, and try again after a failure', async () => {
    const { clock, store, start } = await createFixture();
    const first = await start();
    for (let place = 0; place < 6; place += 1) {
      await first.ask();
      await clock.advance(10 * 60 * SECOND);
    }
    let fails = true;
    const limping = {
      ...store,
      scan: (options: Parameters<typeof store.scan>[0]) => {
        if (fails) throw new Error('no disk');
        return store.scan(options);
      },
    };
    const { live } = (await start()).ledger;
    const idAt = (time: number) => String(time).padStart(16, '0');
    const { series } = createLedgerReader({ store: limping, clock, live, idAt, mostLines: 3 });
    await expect(series('days')).rejects.toThrow('no disk');
    fails = false;
    const { points, from } = await series('hour');
    expect(points.map(({ turns }) => turns)).toEqual([1, 1, 1]);
    expect(from).toBe(points[0]?.at);
  });
});
