import {
  createBudget,
  createGate,
  createPriceTable,
  createRetryPolicy,
  JackdawError,
  streamWithFallback,
  type ModelCall,
  type Route,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { answering } from '../../../support/fake-provider.ts';
import { createDice } from '../../../fault/support/dice.ts';
import { CALL } from '../gate/open-gate.ts';
import { telling } from '../../../support/provider-stream.ts';

const route = (model: string, tier: Route['tier']): Route => ({
  model,
  tier,
  task: 'other',
  confidence: 1,
  contextTokens: 10,
  reason: 'as asked',
});
const CHOSEN = route('claude-sonnet-5-5', 'balanced');
const STAND_INS = [route('claude-opus-5-5', 'capable'), route('claude-haiku-5-5', 'fast')];

const STEP_MS = 100;
const TURNS_A_STEP = 5;
const SECONDS = 90;

/** Fifty turns a second at an upstream that refuses this share of each model's calls. */
async function underLoad(overloaded: (model: string) => number) {
  const clock = createFakeClock();
  const dice = createDice(7);
  const counts = { turns: 0, attempts: 0, answered: 0 };
  const stages = {
    gate: createGate({
      clock,
      random: () => dice.int(0, 999) / 1000,
      maxConcurrent: 200,
      maxQueue: 1_000,
      maxRetryAfterMs: 60_000,
    }),
    budget: createBudget({ dailyUsd: 1e6, spentToday: () => 0, clock }),
    provider: {
      stream: telling(async function* ({ model }: ModelCall) {
        counts.attempts += 1;
        if (dice.chance(overloaded(model))) throw new JackdawError('overloaded', 'It is overloaded.');
        yield* answering('Hi', model);
      }),
    },
    clock,
    prices: createPriceTable(),
    recordAttempt: () => () => {},
    retry: createRetryPolicy({ monotonic: clock.monotonic, random: () => 0.5 }),
  };
  const ask = async () => {
    counts.turns += 1;
    const asked = { call: CALL, contextTokens: 10, priority: 'script' as const, overBudget: false };
    try {
      await streamWithFallback(asked, CHOSEN, STAND_INS, stages, new AbortController().signal, () => {});
      counts.answered += 1;
    } catch (error) {
      if (!(error instanceof JackdawError)) throw error;
    }
  };
  const turns: Promise<void>[] = [];
  for (let step = 0; step < (SECONDS * 1_000) / STEP_MS; step += 1) {
    for (let turn = 0; turn < TURNS_A_STEP; turn += 1) turns.push(ask());
    await clock.advance(STEP_MS);
  }
  const all = { ended: false };
  const ending = Promise.all(turns).finally(() => (all.ended = true));
  while (!all.ended) await clock.advance(1_000);
  await ending;
  return counts;
}

describe('fifty turns a second at an upstream that is overloaded in part', () => {
  it('make at most a fifth more calls than there are turns, over all models together', async () => {
    const { turns, attempts, answered } = await underLoad(() => 0.4);
    expect(turns).toBe(4_500);
    expect(attempts / turns).toBeLessThanOrEqual(1.2);
    // Six of ten at their first call, and some of the others at one more.
    expect(answered / turns).toBeGreaterThan(0.65);
  });

  it('are answered by other models where one alone is overloaded, without more calls than that', async () => {
    const { turns, attempts, answered } = await underLoad((model) => (model === CHOSEN.model ? 0.4 : 0));
    expect(attempts / turns).toBeLessThanOrEqual(1.2);
    expect(answered / turns).toBeGreaterThan(0.98);
  });
});
