import { createLedgerReader, createMemoryStore, LiveSeries, openLedger, type Store } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { attempt, NOON as MONDAY, turn, usage } from '../../../support/ledger-lines.ts';

const DAY_MS = 86_400_000;
/** A ledger over many runs of the daemon; ids begin with the time, as real ones do. */
async function createFixture() {
  const store = createMemoryStore();
  let count = 0;
  const idAt = (time: number) => String(time).padStart(16, '0');
  const open = (of: Store = store) =>
    openLedger({
      store: of,
      clock: createFakeClock(),
      newId: () => `${idAt(MONDAY)}-${String(++count).padStart(6, '0')}`,
      onFailure: (error) => {
        throw error;
      },
    });
  const live = { series: new LiveSeries(), openedAt: MONDAY };
  return { store, open, reader: createLedgerReader({ store, idAt, clock: createFakeClock(), live }) };
}

describe('the sums of days', () => {
  it('are there by model, client, tier and conversation, and go on after a restart', async () => {
    const { store, open, reader } = await createFixture();
    for (const client of ['chat', 'script']) {
      const ledger = await open();
      ledger.recordAttempt({
        ...attempt,
        turn: { traceId: client, client, conversationId: 'c1', tier: 'miss' },
      });
      await store.write(ledger.turn({ ...turn, traceId: client, client }));
    }
    const ledger = await open();
    await store.write(
      ledger.turn({ ...turn, traceId: 'hit', cache: 'exact', savedUsd: 0.25, routingSavedUsd: 0 }),
    );

    const summary = await reader.summary(0);
    expect(summary.total).toMatchObject({
      turns: 3,
      attempts: 2,
      costUsd: 0.5,
      savedUsd: 0.25,
      routingSavedUsd: 1,
    });
    expect(summary.total.tokens).toEqual({
      input: 200,
      output: 100,
      cacheRead: 14,
      cacheWrite5m: 6,
      cacheWrite1h: 4,
    });
    expect(summary.days).toMatchObject([{ date: '2026-11-23', turns: 3 }]);
    expect(summary.clients).toMatchObject({
      chat: { turns: 2, costUsd: 0.25 },
      script: { turns: 1, costUsd: 0.25 },
    });
    expect(summary.tiers).toMatchObject({
      miss: { turns: 2, costUsd: 0.5 },
      exact: { turns: 1, costUsd: 0 },
    });
    const { rows } = await reader.page({ by: 'conversation', since: 0, limit: 10 });
    expect(rows).toMatchObject([{ conversation: 'c1', turns: 3, costUsd: 0.5, outputTokens: 100 }]);
  });

  it('hold an attempt once, as it stands when it is over, on the day on which it began', async () => {
    const { open, reader } = await createFixture();
    const ledger = await open();
    const amend = ledger.recordAttempt({
      ...attempt,
      usage: { ...usage, output: 1 },
      costUsd: 0.1,
      error: { code: 'interrupted', message: '', retryable: true },
      underWay: true,
    });
    expect((await reader.summary(0)).total).toMatchObject({ attempts: 1, costUsd: 0.1 });
    // Meanwhile other days come and go.
    for (let day = 1; day <= 10; day += 1) ledger.turn({ ...turn, at: MONDAY + day * DAY_MS });
    amend({ ...attempt, latencyMs: 300 });
    const summary = await reader.summary(0);
    expect(summary.total).toMatchObject({
      attempts: 1,
      retries: 0,
      tokens: usage,
      streamed: { tokens: 50, ms: 250 },
    });
    expect(summary.total.costUsd).toBeCloseTo(0.25, 12);
    expect(summary.days[0]).toMatchObject({ date: '2026-11-23', attempts: 1, tokens: usage });
    expect(summary.upstreamErrors).toEqual({});
  });

  it('are not kept from being written by a mark whose line is lost', async () => {
    const { store, open } = await createFixture();
    const mark = 'ledger-uncounted/ledger-turn/lost';
    await store.write([{ type: 'put', key: mark, value: { before: null } }]);
    const ledger = await open();
    expect(ledger.stats().turns).toBe(0);
    expect(await store.get(mark)).toBeUndefined();
  });

  it('begin with the day of `since`', async () => {
    const { store, open, reader } = await createFixture();
    const ledger = await open();
    for (let day = 0; day < 5; day += 1) {
      await store.write(ledger.turn({ ...turn, traceId: `d${day}`, at: MONDAY + day * DAY_MS }));
    }
    const { days, total, since } = await reader.summary(MONDAY + 3 * DAY_MS);
    expect(days.map(({ date }) => date)).toEqual(['2026-11-26', '2026-11-27']);
    expect(total.turns).toBe(2);
    expect(since).toBe(new Date(2026, 10, 26).getTime());
  });

  it('say which turns were slowest, how slow most were, what failed, and what is not known', async () => {
    const { store, open, reader } = await createFixture();
    const ledger = await open();
    for (let place = 1; place <= 100; place += 1) {
      await store.write(ledger.turn({ ...turn, traceId: `t${place}`, latencyMs: place * 10 }));
    }
    await store.write(
      ledger.turn({
        ...turn,
        traceId: 'bad',
        outcome: 'failed',
        error: 'overloaded',
        costKnown: false,
        latencyMs: 1,
      }),
    );
    const { slowest, latencyMs, errors, total } = await reader.summary(0);
    expect(slowest.map(({ traceId }) => traceId)).toEqual(['t100', 't99', 't98', 't97', 't96']);
    expect(latencyMs.p50).toBeGreaterThan(500 * 0.94);
    expect(latencyMs.p50).toBeLessThan(500 * 1.06);
    expect(errors).toEqual({ overloaded: 1 });
    expect(total.unknownCostTurns).toBe(1);
  });

  it('keep names that callers choose apart up to a bound, and lose no figure beyond it', async () => {
    const { store, open, reader } = await createFixture();
    const ledger = await open();
    for (let place = 0; place < 300; place += 1) {
      await store.write(ledger.turn({ ...turn, traceId: `t${place}`, client: `client ${place}` }));
    }
    await store.write(ledger.turn({ ...turn, traceId: 'odd', client: '__proto__' }));
    const { clients } = await reader.summary(0);
    expect(Object.keys(clients).length).toBeLessThanOrEqual(101);
    expect(Object.values(clients).reduce((sum, { turns }) => sum + turns, 0)).toBe(301);
  });
});

describe('pages of lines', () => {
  it('give every line once, in order, from the time asked for', async () => {
    const { store, open, reader } = await createFixture();
    const ledger = await open();
    const idAt = (time: number) => String(time).padStart(16, '0');
    for (let place = 0; place < 25; place += 1) {
      const at = MONDAY + place * 60_000 * 10;
      await store.write(ledger.turn({ ...turn, traceId: idAt(at), at }));
    }
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof reader.page>> = await reader.page({
        by: 'turn',
        since: MONDAY + 5 * 60_000 * 10,
        limit: 7,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, place) => idAt(MONDAY + (place + 5) * 600_000)));
  });

  it('say of a call whether its dollars are all', async () => {
    const { open, reader } = await createFixture();
    const ledger = await open();
    const refused = { code: 'overloaded', message: '', retryable: true } as const;
    ledger.recordAttempt(attempt);
    ledger.recordAttempt({ ...attempt, usage: null, costUsd: null, ttftMs: null, error: refused });
    ledger.recordAttempt({ ...attempt, usage: null, costUsd: null });
    ledger.recordAttempt({ ...attempt, model: 'unpriced', costUsd: null });
    ledger.recordAttempt({ ...attempt, countComplete: false });
    const { rows } = await reader.page({ by: 'attempt', since: 0, limit: 10 });
    expect(rows.map(({ costKnown }) => costKnown)).toEqual([true, true, false, false, false]);
  });
});
