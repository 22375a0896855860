import {
  createBudget,
  createGate,
  createPriceTable,
  createRetryPolicy,
  JackdawError,
  streamWithFallback,
  type AttemptLine,
  type ChatEvent,
  type ErrorCode,
  type FallbackResponse,
  type ModelCall,
  type ProviderEvent,
  type RetryPolicyOptions,
  type Route,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { answering } from '../../../support/fake-provider.ts';
import { CALL } from '../gate/open-gate.ts';
import { eventually } from '../../../support/eventually.ts';
import { telling } from '../../../support/provider-stream.ts';

const BALANCED = 'claude-sonnet-5-5';
const CAPABLE = 'claude-opus-5-5';
const FAST = 'claude-haiku-5-5';

const route = (model: string, tier: Route['tier']): Route => ({
  model,
  tier,
  task: 'other',
  confidence: 1,
  contextTokens: 10,
  reason: 'as asked',
});
const STAND_INS = [route(CAPABLE, 'capable'), route(FAST, 'fast')];

/** What a model does with its calls, in order; the last again and again. */
type Behaviour = readonly (readonly (ProviderEvent | Error)[])[];

function setUp(behaviour: Readonly<Record<string, Behaviour>>, retry: Partial<RetryPolicyOptions> = {}) {
  const clock = createFakeClock();
  const calls: string[] = [];
  const lines: AttemptLine[] = [];
  const seen: ChatEvent[] = [];
  const controller = new AbortController();
  const day = { spentUsd: 0 };
  const provider = {
    stream: telling(async function* ({ model }: ModelCall) {
      const steps = behaviour[model] ?? [];
      const step = steps[Math.min(calls.filter((each) => each === model).length, steps.length - 1)];
      calls.push(model);
      for (const event of step ?? []) {
        if (event instanceof Error) throw event;
        yield event;
      }
    }),
  };
  const stages = {
    gate: createGate({ clock, random: () => 0.5, maxConcurrent: 8, maxQueue: 8, maxRetryAfterMs: 60_000 }),
    budget: createBudget({ dailyUsd: 100, spentToday: () => day.spentUsd, clock }),
    provider,
    clock,
    prices: createPriceTable(),
    recordAttempt: (line: AttemptLine) => {
      const place = lines.push(line) - 1;
      return (later: AttemptLine) => {
        lines[place] = later;
      };
    },
    retry: createRetryPolicy({ monotonic: clock.monotonic, random: () => 0.5, ...retry }),
  };
  const run = async (standIns: readonly Route[]): Promise<FallbackResponse> => {
    const asked = { call: CALL, contextTokens: 10, priority: 'script' as const, overBudget: false };
    const chosen = route(BALANCED, 'balanced');
    return streamWithFallback(asked, chosen, standIns, stages, controller.signal, (event) => {
      seen.push(event);
    });
  };
  /** Asks, passing the time of all waits. */
  const ask = async (standIns: readonly Route[] = STAND_INS) => {
    let settled = false;
    const outcome = run(standIns).finally(() => (settled = true));
    outcome.catch(() => undefined);
    await eventually(
      async () => {
        if (clock.sleepers > 0) await clock.advance(500);
        expect(settled).toBe(true);
      },
      { interval: 0 },
    );
    return outcome;
  };
  const changes = () => seen.filter((event) => event.type === 'route-change');
  return { ask, run, calls, lines, seen, changes, stages, controller, clock, day };
}

const error = (code: ErrorCode, details = {}) => new JackdawError(code, `It is ${code}.`, details);
const overloaded = [[error('overloaded')]];

describe('streamWithFallback', () => {
  it('asks the chosen model alone where that answers', async () => {
    const { ask, calls, changes } = setUp({ [BALANCED]: [answering('Hi', BALANCED)] });
    expect(await ask()).toMatchObject({ response: { text: 'Hi' }, route: { model: BALANCED } });
    expect(calls).toEqual([BALANCED]);
    expect(changes()).toEqual([]);
  });

  it('asks another after three attempts at an overloaded model, and says so', async () => {
    const { ask, calls, changes } = setUp({ [BALANCED]: overloaded, [CAPABLE]: [answering('Hi', CAPABLE)] });
    expect(await ask()).toMatchObject({
      response: { text: 'Hi', model: CAPABLE },
      route: { model: CAPABLE },
    });
    expect(calls).toEqual([BALANCED, BALANCED, BALANCED, CAPABLE]);
    expect(changes()).toEqual([
      {
        type: 'route-change',
        from: BALANCED,
        model: CAPABLE,
        tier: 'capable',
        reason: `${BALANCED} is overloaded`,
      },
    ]);
  });

  it('asks the next where the stand-in is overloaded too, within the calls of one turn', async () => {
    const { ask, calls, changes } = setUp(
      { [BALANCED]: overloaded, [CAPABLE]: overloaded, [FAST]: [answering('Hi', FAST)] },
      { maxAttempts: 7 },
    );
    expect(await ask()).toMatchObject({ route: { model: FAST, tier: 'fast' } });
    expect(calls).toEqual([BALANCED, BALANCED, BALANCED, CAPABLE, CAPABLE, CAPABLE, FAST]);
    expect(changes().map(({ from, model }) => [from, model])).toEqual([
      [BALANCED, CAPABLE],
      [CAPABLE, FAST],
    ]);
  });

  it('makes no more calls than a turn may, over all models', async () => {
    const { ask, calls, lines } = setUp({
      [BALANCED]: overloaded,
      [CAPABLE]: overloaded,
      [FAST]: overloaded,
    });
    await expect(ask()).rejects.toMatchObject({ code: 'overloaded' });
    expect(calls).toEqual([BALANCED, BALANCED, BALANCED, CAPABLE, CAPABLE]);
    expect(lines.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  it('tries an overloaded model as often as it may where nobody stands in', async () => {
    const { ask, calls, changes } = setUp({ [BALANCED]: overloaded });
    await expect(ask([])).rejects.toMatchObject({ code: 'overloaded' });
    expect(calls).toEqual(Array.from({ length: 5 }, () => BALANCED));
    expect(changes()).toEqual([]);
  });

  it.each<ErrorCode>([
    'rate_limited',
    'unreachable',
    'credentials_rejected',
    'context_exceeded',
    'spend_limit',
  ])('asks nobody else for what another model would share or not mend: %s', async (code) => {
    const { ask, calls } = setUp({ [BALANCED]: [[error(code)]], [CAPABLE]: [answering('Hi', CAPABLE)] });
    await expect(ask()).rejects.toMatchObject({ code });
    expect(new Set(calls)).toEqual(new Set([BALANCED]));
  });

  it('asks nobody else once something of the answer was visible', async () => {
    const started = answering('Half an answer', BALANCED).slice(0, 2);
    const { ask, calls, changes } = setUp({ [BALANCED]: [[...started, error('overloaded')]] });
    await expect(ask()).rejects.toMatchObject({ code: 'overloaded' });
    expect(calls).toEqual([BALANCED]);
    expect(changes()).toEqual([]);
  });

  it('asks another at once, without a call, while the breaker of the chosen model is open', async () => {
    const { ask, calls, changes } = setUp(
      { [BALANCED]: overloaded, [CAPABLE]: [answering('Hi', CAPABLE)] },
      { baseMs: 1, capMs: 1 },
    );
    for (let turn = 0; turn < 10; turn += 1) await ask();
    const before = calls.length;
    expect(await ask()).toMatchObject({ route: { model: CAPABLE } });
    expect(calls.slice(before)).toEqual([CAPABLE]);
    expect(changes()).toHaveLength(11);
  });

  it('counts the tokens and dollars of all attempts, at each model’s own price', async () => {
    const usage = { input: 1_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const billed: ProviderEvent[] = [
      { type: 'response-start', model: BALANCED, requestId: 'req_0' },
      { type: 'usage-update', usage },
    ];
    const { ask, stages, lines } = setUp({
      [BALANCED]: [[...billed, error('overloaded')]],
      [CAPABLE]: [answering('Hi', CAPABLE)],
    });
    const { response } = await ask();
    expect(response.usage).toMatchObject({ input: 3 * 1_000 + 10, output: 20 });
    const failed = stages.prices.costOf(BALANCED, usage) ?? Number.NaN;
    const whole = stages.prices.costOf(CAPABLE, { ...usage, input: 10, output: 20 }) ?? Number.NaN;
    expect(response.costUsd).toBeCloseTo(3 * failed + whole, 12);
    expect(lines.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)).toBeCloseTo(3 * failed + whole, 12);
  });

  it('asks nobody else where the day’s money is spent', async () => {
    const { ask, calls, day } = setUp({ [BALANCED]: overloaded, [CAPABLE]: [answering('Hi', CAPABLE)] });
    day.spentUsd = 100;
    await expect(ask()).rejects.toMatchObject({ code: 'over_budget' });
    expect(calls).toEqual([]);
  });

  it('stops on abort between two models, and leaves nothing under way', async () => {
    const { run, controller, clock, calls, stages } = setUp({ [BALANCED]: overloaded });
    const reason = new Error('The user has gone.');
    const outcome = run(STAND_INS);
    outcome.catch(() => undefined);
    await eventually(() => expect(clock.sleepers).toBe(1));
    controller.abort(reason);
    await expect(outcome).rejects.toBe(reason);
    expect(calls).toEqual([BALANCED]);
    expect(stages.gate.states().every(({ underWay, waiting }) => underWay + waiting === 0)).toBe(true);
  });
});
