import {
  createBudget,
  createGate,
  createPriceTable,
  createRetryPolicy,
  JackdawError,
  NO_USAGE,
  streamWithRetry,
  type Asked,
  type AttemptLine,
  type ChatEvent,
  type ErrorCode,
  type ModelCall,
  type ModelResponse,
  type Provider,
  type ProviderEvent,
  type RetryPolicyOptions,
  type Usage,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { telling } from '../../../support/provider-stream.ts';

/** What the scripted upstream does in one attempt: events, then perhaps a failure, a pause or a hang. */
type Step = ProviderEvent | Error | { readonly type: 'wait'; readonly ms: number } | 'hang';

const call: ModelCall = {
  model: 'claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Hello' }],
  system: null,
  maxTokens: 100,
  schema: null,
  tools: [],
  toolChoice: null,
  thinking: null,
  betas: [],
  upstream: { apiKey: 'key', baseUrl: null, simulated: false },
};
const start: Step = { type: 'response-start', model: 'claude-sonnet-4-6', requestId: 'req_1' };
const text = (words: string): Step => ({ type: 'text-delta', text: words });
const end: Step = { type: 'response-end', stopReason: 'end_turn' };
const used = (counts: Partial<Usage>): Step => ({ type: 'usage-update', usage: { ...NO_USAGE, ...counts } });
const failure = (code: ErrorCode, details = {}) => new JackdawError(code, `It is ${code}.`, details);
const whole: readonly Step[] = [
  start,
  used({ input: 10, output: 1 }),
  text('Hi '),
  text('there'),
  used({ input: 10, output: 5 }),
  end,
];

function setUp(attempts: readonly (readonly Step[])[], options: Partial<RetryPolicyOptions> = {}) {
  const clock = createFakeClock();
  const lines: AttemptLine[] = [];
  const amended: AttemptLine[] = [];
  const seen: ChatEvent[] = [];
  const controller = new AbortController();
  const upstream = { calls: 0, closed: 0 };
  const provider: Provider = {
    stream: telling(async function* (_call, signal) {
      const steps = attempts[upstream.calls];
      upstream.calls += 1;
      if (steps === undefined) throw new Error('The script has no such attempt.');
      try {
        for (const step of steps) {
          if (step instanceof Error) throw step;
          if (step === 'hang') await clock.sleep(3_600_000, signal);
          else if (step.type === 'wait') await clock.sleep(step.ms, signal);
          else yield step;
        }
      } finally {
        upstream.closed += 1;
      }
    }),
  };
  const stages = {
    gate: createGate({ clock, random: () => 0.5, maxConcurrent: 8, maxQueue: 8, maxRetryAfterMs: 60_000 }),
    budget: createBudget({ dailyUsd: null, spentToday: () => 0, clock }),
    provider,
    clock,
    prices: createPriceTable(),
    recordAttempt: (line: AttemptLine) => {
      const index = lines.push(line) - 1;
      return (later: AttemptLine) => {
        amended.push(later);
        lines[index] = later;
      };
    },
    retry: createRetryPolicy({ monotonic: clock.monotonic, random: () => 0.5, ...options }),
  };
  const run = (changes: Partial<ModelCall> = {}): Promise<ModelResponse> =>
    streamWithRetry(ask({ ...call, ...changes }), stages, controller.signal, (event) => seen.push(event));
  /** Runs to the end, passing the time of all waits. */
  const finish = async (changes: Partial<ModelCall> = {}) => {
    let settled = false;
    const outcome = run(changes).finally(() => (settled = true));
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
  const typesSeen = () => seen.map(({ type }) => type);
  return { clock, lines, amended, seen, typesSeen, controller, upstream, stages, run, finish };
}

function ask(call: ModelCall): Asked {
  return { call, contextTokens: 10, priority: 'script', overBudget: false };
}

describe('streamWithRetry', () => {
  it('asks nobody again for a fault of its own, and has the call on record', async () => {
    const { stages, controller, upstream, lines } = setUp([whole, whole]);
    const asked = streamWithRetry(ask(call), stages, controller.signal, ({ type }) => {
      if (type === 'text-delta') throw new Error('no room for words');
    });
    await expect(asked).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('no room'),
    });
    expect(upstream.calls).toBe(1);
    const usage = { ...NO_USAGE, input: 10, output: 5 };
    expect(lines).toEqual([
      expect.objectContaining({ usage, error: expect.objectContaining({ code: 'internal' }) }),
    ]);
  });

  it('books what is billed at once, and an answer that is whole with its end', async () => {
    const streamed = setUp([whole]);
    await streamed.run();
    expect([streamed.lines.length, streamed.amended.length]).toEqual([1, 1]);

    const usage = { ...NO_USAGE, input: 10, output: 5 };
    const inOnePiece = setUp([[start, { type: 'usage-update', usage, whole: true }, text('Hi'), end]]);
    await inOnePiece.run();
    expect(inOnePiece.amended).toEqual([]);
    expect(inOnePiece.lines).toMatchObject([{ usage, error: null }]);
    expect(inOnePiece.lines[0]).not.toHaveProperty('underWay');
  });

  it('passes on what arrives as it arrives, and returns the whole', async () => {
    const { run, typesSeen, lines, upstream } = setUp([whole]);
    const response = await run();
    expect(response).toMatchObject({
      text: 'Hi there',
      blocks: [],
      stopReason: 'end_turn',
      model: 'claude-sonnet-4-6',
    });
    expect(response.usage).toEqual({ ...NO_USAGE, input: 10, output: 5 });
    expect(response.costUsd).toBeCloseTo(0.000_105, 12);
    expect(typesSeen()).toEqual(['attempt-start', 'text-delta', 'text-delta', 'attempt-end']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ attempt: 1, requestId: 'req_1', error: null, usage: { output: 5 } });
    expect(upstream).toEqual({ calls: 1, closed: 1 });
  });

  it('tries again after a retryable failure, and says when and why', async () => {
    const { finish, seen, lines, upstream } = setUp([
      [failure('overloaded')],
      [failure('unreachable')],
      whole,
    ]);
    expect(await finish()).toMatchObject({ text: 'Hi there' });
    expect(upstream.calls).toBe(3);
    const ends = seen.filter((event) => event.type === 'attempt-end');
    expect(ends.map(({ attempt, error, retryInMs }) => [attempt, error?.code, retryInMs])).toEqual([
      [1, 'overloaded', 250],
      [2, 'unreachable', 500],
      [3, undefined, undefined],
    ]);
    expect(lines.map(({ attempt, error }) => [attempt, error?.code ?? null])).toEqual([
      [1, 'overloaded'],
      [2, 'unreachable'],
      [3, null],
    ]);
  });

  it('waits as long as the upstream asked', async () => {
    const { run, clock, upstream } = setUp([[failure('rate_limited', { retryAfterMs: 2_000 })], whole], {
      random: () => 0,
    });
    const response = run();
    await eventually(() => expect(clock.sleepers).toBe(1));
    await clock.advance(1_999);
    expect(upstream.calls).toBe(1);
    await clock.advance(1);
    expect(await response).toMatchObject({ text: 'Hi there' });
  });

  it('fails at once, and says when to come back, where the upstream asks for too long a wait', async () => {
    const { run, clock, upstream } = setUp([[failure('rate_limited', { retryAfterMs: 3_600_000 })]]);
    await expect(run()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 3_600_000 });
    expect(upstream.calls).toBe(1);
    expect(clock.sleepers).toBe(0);
  });

  it('gives up after the last attempt with that attempt’s error', async () => {
    const { finish, upstream, lines } = setUp(Array.from({ length: 9 }, () => [failure('overloaded')]));
    await expect(finish()).rejects.toMatchObject({ code: 'overloaded' });
    expect(upstream.calls).toBe(5);
    expect(lines).toHaveLength(5);
  });

  it.each(['credentials_rejected', 'spend_limit', 'upstream_rejected', 'context_exceeded'] as const)(
    'does not repeat what cannot succeed: %s',
    async (code) => {
      const { run, upstream, seen } = setUp([[failure(code)], whole]);
      await expect(run()).rejects.toMatchObject({ code });
      expect(upstream.calls).toBe(1);
      expect(seen.at(-1)).toMatchObject({ type: 'attempt-end', error: { code } });
      expect(seen.at(-1)).not.toHaveProperty('retryInMs');
    },
  );

  it.each<readonly [string, ProviderEvent]>([
    ['text', { type: 'text-delta', text: 'Hi' }],
    ['thinking', { type: 'thinking-delta', text: 'Hm' }],
    ['a block', { type: 'content-block', block: { type: 'tool_use', id: 't', name: 'look', input: {} } }],
  ])('never repeats a call once %s is visible', async (_what, visible) => {
    const error = failure('interrupted');
    const { run, upstream, typesSeen } = setUp([[start, visible, error], whole]);
    await expect(run()).rejects.toBe(error);
    expect(upstream.calls).toBe(1);
    expect(typesSeen()).toEqual(['attempt-start', visible.type, 'attempt-end']);
  });

  it('repeats a call that was cut before anything was visible, though it had begun', async () => {
    const { finish } = setUp([[start, used({ input: 10 }), text(''), failure('interrupted')], whole]);
    expect(await finish()).toMatchObject({ text: 'Hi there' });
  });

  it('bills the tokens of every attempt', async () => {
    const { finish, lines } = setUp([
      [start, used({ input: 10, output: 1 }), failure('stalled')],
      [failure('overloaded')],
      whole,
    ]);
    const response = await finish();
    expect(response.usage).toEqual({ ...NO_USAGE, input: 20, output: 6 });
    expect(response.costUsd).toBeCloseTo(0.000_15, 12);
    expect(lines.map(({ usage }) => usage?.input ?? null)).toEqual([10, null, 10]);
    expect(lines.map(({ costUsd }) => costUsd === null)).toEqual([false, true, false]);
  });

  it('says that tokens and dollars are unknown where the server did not tell', async () => {
    const { finish } = setUp([
      [start, used({ input: 10 }), failure('stalled')],
      [start, text('Hi'), end],
    ]);
    expect(await finish()).toMatchObject({ text: 'Hi', usage: null, costUsd: null });
  });

  it('costs nothing where the simulator answers', async () => {
    const { finish, lines, seen } = setUp([[start, used({ input: 10 }), failure('stalled')], whole]);
    const response = await finish({ upstream: { ...call.upstream, simulated: true } });
    expect(response).toMatchObject({ costUsd: 0, usage: { input: 20 } });
    expect(lines.map(({ costUsd, simulated }) => [costUsd, simulated])).toEqual([
      [0, true],
      [0, true],
    ]);
    expect(seen.at(-1)).toMatchObject({ type: 'attempt-end', costUsd: 0 });
  });

  it('bills the model that answered, where it says so', async () => {
    const { run } = setUp([
      [
        { type: 'response-start', model: 'claude-haiku-4-5-20251001', requestId: null },
        text('a'),
        used({ input: 1_000_000 }),
        end,
      ],
    ]);
    expect(await run({ model: 'claude-haiku-4-5' })).toMatchObject({
      model: 'claude-haiku-4-5-20251001',
      costUsd: 1,
    });
  });

  it('takes a stream that ends without its last event for an interrupted one', async () => {
    const { run } = setUp([[start, text('Half an ans')]]);
    await expect(run()).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('measures the time to the first visible delta, and of each attempt', async () => {
    const { finish, lines } = setUp([
      [{ type: 'wait', ms: 100 }, failure('overloaded')],
      [start, { type: 'wait', ms: 40 }, text('Hi'), { type: 'wait', ms: 60 }, end],
    ]);
    const response = await finish();
    expect(response.firstTokenAt).toBe(100 + 250 + 40);
    expect(lines.map(({ latencyMs, ttftMs }) => [latencyMs, ttftMs])).toEqual([
      [100, null],
      [100, 40],
    ]);
    expect((lines[1]?.startedAt ?? 0) - (lines[0]?.startedAt ?? 0)).toBe(350);
  });

  it('keeps retries within the budget that all calls of a model share', async () => {
    const failures = Array.from({ length: 20 }, () => [failure('overloaded')]);
    const { finish, upstream } = setUp(failures, { budget: { floor: 3 } });
    for (let turn = 0; turn < 4; turn += 1) {
      await expect(finish()).rejects.toMatchObject({ code: 'overloaded' });
    }
    expect(upstream.calls).toBe(4 + 3);
  });

  it('takes nothing off the budget of one server for the trouble of another', async () => {
    const failures = Array.from({ length: 20 }, () => [failure('overloaded')]);
    const { finish, upstream } = setUp(failures, { budget: { floor: 3 } });
    for (const baseUrl of ['http://one.test', 'http://other.test']) {
      const asked = finish({ upstream: { ...call.upstream, baseUrl } });
      await expect(asked).rejects.toMatchObject({ code: 'overloaded' });
    }
    expect(upstream.calls).toBe(2 * (1 + 3));
  });

  describe('on abort', () => {
    const reason = new Error('The user has gone.');

    it('calls nobody where it is aborted before it began', async () => {
      const { run, controller, upstream, lines } = setUp([whole]);
      controller.abort(reason);
      await expect(run()).rejects.toBe(reason);
      expect(upstream.calls).toBe(0);
      expect(lines).toEqual([]);
    });

    it('closes the stream, rethrows the reason, and records the attempt once with what was counted', async () => {
      const { run, controller, upstream, lines, clock } = setUp([
        [start, used({ input: 10, output: 1 }), text('Hi'), 'hang'],
      ]);
      const response = run();
      response.catch(() => undefined);
      await eventually(() => expect(clock.sleepers).toBe(1));
      // On record already: a process that dies here has it in its books.
      expect(lines).toMatchObject([{ usage: { input: 10, output: 1 }, error: { code: 'interrupted' } }]);
      controller.abort(reason);
      await expect(response).rejects.toBe(reason);
      expect(upstream).toEqual({ calls: 1, closed: 1 });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ usage: { input: 10, output: 1 }, error: { code: 'cancelled' } });
      expect(lines[0]?.costUsd).toBeGreaterThan(0);
    });

    it('rethrows the reason where the upstream reports its closed connection as an error of its own', async () => {
      const { stages, controller, lines } = setUp([]);
      const provider: Provider = {
        stream: telling(async function* (_call, signal) {
          yield { type: 'text-delta', text: 'Hi' };
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          throw failure('interrupted');
        }),
      };
      const response = streamWithRetry(ask(call), { ...stages, provider }, controller.signal, ({ type }) => {
        if (type === 'text-delta') queueMicrotask(() => controller.abort(reason));
      });
      await expect(response).rejects.toBe(reason);
      expect(lines.map(({ error }) => error?.code)).toEqual(['cancelled']);
    });

    it('stops waiting for the next attempt', async () => {
      const { run, controller, upstream, lines, clock } = setUp([[failure('overloaded')], whole]);
      const response = run();
      response.catch(() => undefined);
      await eventually(() => expect(clock.sleepers).toBe(1));
      controller.abort(reason);
      await expect(response).rejects.toBe(reason);
      expect(clock.sleepers).toBe(0);
      expect(upstream.calls).toBe(1);
      expect(lines).toHaveLength(1);
    });
  });
});
