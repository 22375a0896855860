import { createMemoryStore, openLedger, type AttemptLine, type TurnLine } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

const usage = { input: 100, output: 50, cacheRead: 7, cacheWrite5m: 3, cacheWrite1h: 2 };
const attempt: AttemptLine = {
  model: 'claude-haiku-5-5',
  attempt: 1,
  requestId: 'req_1',
  startedAt: 0,
  latencyMs: 100,
  ttftMs: 40,
  usage,
  costUsd: 0.001,
  error: null,
  simulated: false,
};

const turn: TurnLine = {
  traceId: 't1',
  at: 0,
  client: 'test',
  metadata: {},
  conversationId: null,
  model: 'claude-haiku-5-5',
  cache: 'miss',
  outcome: 'complete',
  error: null,
  latencyMs: 120,
  ttftMs: 50,
  savedUsd: 0,
  routingSavedUsd: 0,
};

async function createFixture(store = createMemoryStore()) {
  const failures: unknown[] = [];
  let count = 0;
  const open = () =>
    openLedger({
      store,
      clock: createFakeClock(),
      newId: () => `a${++count}`,
      onFailure: (error) => failures.push(error),
    });
  return { store, failures, open, ledger: await open() };
}

describe('the ledger', () => {
  it('counts what was billed by attempts, and what was served by turns', async () => {
    const { ledger } = await createFixture();
    ledger.recordAttempt({
      ...attempt,
      error: { code: 'overloaded', message: '', retryable: true },
      usage: null,
      costUsd: null,
    });
    ledger.recordAttempt({ ...attempt, attempt: 2 });
    ledger.turn(turn);
    ledger.turn({ ...turn, cache: 'exact', savedUsd: 0.001, latencyMs: 1 });
    ledger.turn({ ...turn, cache: 'miss', outcome: 'failed', error: 'unreachable' });
    ledger.turn({ ...turn, cache: null, model: null, outcome: 'failed', error: 'not_cached' });
    expect(ledger.stats()).toMatchObject({
      turns: 4,
      hits: { exact: 1, semantic: 0 },
      misses: 2,
      hitRate: 1 / 3,
      errors: 1,
      errorRate: 1 / 4,
      tokens: attempt.usage,
      costUsd: 0.001,
      savedUsd: 0.001,
      upstream: { attempts: 2, retries: 1 },
      models: { 'claude-haiku-5-5': { turns: 2, tokens: attempt.usage, costUsd: 0.001 } },
    });
  });

  it('has an attempt under way in its books, and counts it once however often it is amended', async () => {
    const { store, ledger, open } = await createFixture();
    const begun = { ...attempt, usage: { ...usage, output: 1 }, costUsd: 0.0004 };
    const amend = ledger.recordAttempt(begun);
    // What a process that dies now leaves behind.
    expect((await open()).stats()).toMatchObject({ tokens: begun.usage, costUsd: 0.0004 });
    amend({ ...begun, usage: { ...usage, output: 2 } });
    amend(attempt);
    for (const stats of [ledger.stats(), (await open()).stats()]) {
      expect(stats).toMatchObject({ tokens: usage, upstream: { attempts: 1, retries: 0 } });
      expect(stats.costUsd).toBeCloseTo(0.001, 12);
      expect(stats.models['claude-haiku-5-5']?.tokens).toEqual(usage);
    }
    const lines = [];
    for await (const { value } of store.scan({ from: 'ledger-attempt/', to: 'ledger-attempt0' }))
      lines.push(value);
    expect(lines).toEqual([attempt]);
  });

  it('goes on from where it was after a restart, latencies included', async () => {
    const { store, ledger, open } = await createFixture();
    ledger.recordAttempt(attempt);
    await store.write(ledger.turn(turn));
    const before = ledger.stats();
    const after = (await open()).stats();
    expect(after).toEqual(before);
    expect(after.latencyMs.p50).toBeCloseTo(120, 0);
    expect(after.ttftMs.p95).toBeCloseTo(50, 0);
  });

  it('has no percentiles and no rates before the first turn', async () => {
    const { ledger } = await createFixture();
    expect(ledger.stats()).toMatchObject({ hitRate: 0, errorRate: 0, latencyMs: { p50: null, p99: null } });
  });

  it('stays right in memory and says so where the store fails', async () => {
    const memory = createMemoryStore();
    const { ledger, failures } = await createFixture({
      ...memory,
      write: () => Promise.reject(new Error('full')),
    });
    ledger.recordAttempt(attempt);
    await Promise.resolve();
    await Promise.resolve();
    expect(failures).toMatchObject([{ message: 'full' }]);
    expect(ledger.stats().tokens).toEqual(attempt.usage);
  });

  it('tells of every change until told to stop', async () => {
    const { ledger } = await createFixture();
    let changes = 0;
    const stop = ledger.onChange(() => (changes += 1));
    ledger.recordAttempt(attempt);
    ledger.turn(turn);
    stop();
    ledger.turn(turn);
    expect(changes).toBe(2);
  });
});
