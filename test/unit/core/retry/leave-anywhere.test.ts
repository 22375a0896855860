import {
  createBudget,
  createGate,
  createPriceTable,
  createRetryPolicy,
  JackdawError,
  streamWithFallback,
  type ChatEvent,
  type ProviderEvent,
  type Route,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { answering } from '../../../support/fake-provider.ts';
import { CALL } from '../gate/open-gate.ts';
import { telling } from '../../../support/provider-stream.ts';

const DAILY_USD = 100;
const route = (model: string): Route => ({
  model,
  tier: 'balanced',
  task: 'other',
  confidence: 1,
  contextTokens: 10,
  reason: 'as asked',
});

/** A call that meets everything: a line, an overloaded model with waits between attempts, a stand-in, a whole answer. */
async function setUp() {
  const clock = createFakeClock();
  const gate = createGate({
    clock,
    random: () => 0.5,
    maxConcurrent: 1,
    maxQueue: 8,
    maxRetryAfterMs: 60_000,
  });
  const budget = createBudget({ dailyUsd: DAILY_USD, spentToday: () => 0, clock });
  const controller = new AbortController();
  const upstream = { open: 0, records: 0 };
  const stages = {
    gate,
    budget,
    clock,
    prices: createPriceTable(),
    retry: createRetryPolicy({ monotonic: clock.monotonic, random: () => 0.5 }),
    recordAttempt: () => {
      upstream.records += 1;
      return () => {};
    },
    provider: {
      stream: telling(async function* (
        { model }: typeof CALL,
        signal: AbortSignal,
      ): AsyncGenerator<ProviderEvent, void, void> {
        upstream.open += 1;
        try {
          await clock.sleep(50, signal);
          if (model === CALL.model) throw new JackdawError('overloaded', 'Too much.', { retryAfterMs: 700 });
          for (const event of answering('A whole answer', model)) {
            await clock.sleep(5, signal);
            yield event;
          }
        } finally {
          upstream.open -= 1;
        }
      }),
    },
  };
  const other = { call: CALL, contextTokens: 1, priority: 'script', again: false } as const;
  const before = await gate.enter(other, NEVER, () => {});
  const asked = { call: CALL, contextTokens: 10, priority: 'person' as const, overBudget: false };
  const standIns = [route('claude-opus-5-5')];
  const start = (tell: (event: ChatEvent) => void) =>
    streamWithFallback(asked, route(CALL.model), standIns, stages, controller.signal, tell);
  clock.sleep(120, NEVER).then(
    () => before.end(null),
    () => undefined,
  );
  return { clock, gate, budget, controller, upstream, start };
}

const NEVER = new AbortController().signal;

/** Runs to its end, a few milliseconds at a time; `each` hears of every event. */
async function run(
  parts: Awaited<ReturnType<typeof setUp>>,
  each: (count: number) => void,
): Promise<{ readonly types: readonly string[]; readonly thrown: unknown }> {
  const types: string[] = [];
  const state = { over: false };
  const going = parts
    .start(({ type }) => each(types.push(type)))
    .then(
      () => null,
      (error: unknown) => error,
    )
    .finally(() => (state.over = true));
  for (let tick = 0; tick < 2_000 && !state.over; tick += 1) {
    await new Promise(setImmediate);
    await parts.clock.advance(5);
  }
  return { types, thrown: await going };
}

async function expectNothingLeft({ clock, gate, budget, upstream }: Awaited<ReturnType<typeof setUp>>) {
  await clock.advance(1_000);
  expect(gate.states().map(({ underWay, waiting }) => underWay + waiting)).toEqual(
    gate.states().map(() => 0),
  );
  expect(gate.states().map(({ breaker }) => breaker)).not.toContain('half-open');
  expect(upstream.open).toBe(0);
  expect(clock.sleepers).toBe(0);
  // All of the day's money is free again.
  expect(() => budget.reserve(DAILY_USD, false)).not.toThrow();
}

const reason = new Error('The user has gone.');

describe('whoever leaves, wherever it is, leaves nothing behind', () => {
  it('meets a line, waits, another model and an answer when nobody leaves', async () => {
    const parts = await setUp();
    const { types, thrown } = await run(parts, () => {});
    expect(thrown).toBeNull();
    expect([...new Set(types)].toSorted()).toEqual([
      'attempt-end',
      'attempt-start',
      'route-change',
      'text-delta',
      'upstream-wait',
    ]);
    await expectNothingLeft(parts);
  });

  it('by an abort at any of its events', async () => {
    const whole = await run(await setUp(), () => {});
    for (let at = 1; at < whole.types.length; at += 1) {
      const parts = await setUp();
      const { thrown } = await run(parts, (count) => {
        if (count === at) parts.controller.abort(reason);
      });
      expect({ at, thrown }).toEqual({ at, thrown: reason });
      await expectNothingLeft(parts);
    }
  });

  it('by an abort at any time between', async () => {
    for (let ms = 0; ms < 2_500; ms += 25) {
      const parts = await setUp();
      parts.clock.sleep(ms, NEVER).then(
        () => parts.controller.abort(reason),
        () => undefined,
      );
      const { thrown } = await run(parts, () => {});
      expect([null, reason]).toContain(thrown);
      await expectNothingLeft(parts);
    }
  });
});
