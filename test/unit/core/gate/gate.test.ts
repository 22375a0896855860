import { NO_USAGE, type ErrorCode } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { CALL, failure, openGate, type Comer } from './open-gate.ts';

const overloaded = failure('overloaded');
const isIn = ({ pass }: Comer) => pass !== null;

describe('the gate', () => {
  it('lets a call through at once where nothing stands against it: no event, no timer', async () => {
    const { come, settle, clock } = openGate();
    const comer = come();
    await settle();
    expect(isIn(comer)).toBe(true);
    expect(comer.waits).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  describe('before the limits are known', () => {
    it('sends four calls, and the rest with the first answer', async () => {
      const { come, settle } = openGate();
      const comers = Array.from({ length: 10 }, () => come());
      await settle();
      expect(comers.filter(isIn)).toHaveLength(4);
      expect(comers[4]?.waits).toMatchObject([{ reason: 'first-answer', position: 1 }]);
      comers[0]?.pass?.began();
      await settle();
      expect(comers.filter(isIn)).toHaveLength(10);
    });

    it('sends no more than the first answer allows, though its tokens are counted a moment after its start', async () => {
      const { come, settle } = openGate();
      const comers = Array.from({ length: 10 }, () => come());
      await settle();
      const first = comers[0]?.pass;
      first?.told({ requests: { limit: 60, remaining: 5 } });
      first?.began();
      await settle();
      expect(comers.filter(isIn)).toHaveLength(4);
      first?.counted({ ...NO_USAGE, input: 10 });
      await settle();
      // Of the five that are left, the three under way may not have been counted yet.
      expect(comers.filter(isIn)).toHaveLength(6);
    });

    it('sends the next where one fails', async () => {
      const { come, settle } = openGate();
      const comers = Array.from({ length: 6 }, () => come());
      await settle();
      comers[0]?.pass?.end(failure('upstream_error'));
      await settle();
      expect(comers.filter(isIn)).toHaveLength(5);
    });
  });

  describe('limits', () => {
    it('keeps to them, each model and each account for itself', async () => {
      const { come, settle, answer, clock } = openGate();
      await answer({}, { requests: { limit: 60, remaining: 1 } });
      const [a, b] = [come(), come()];
      const others = [come({ model: 'claude-haiku-5-5' }), come({ apiKey: 'another' })];
      await settle();
      expect([a, b, ...others].map(isIn)).toEqual([true, false, true, true]);
      expect(b.waits).toMatchObject([{ reason: 'requests', position: 1, waitMs: 1_000 }]);
      await clock.advance(1_000);
      expect(isIn(b)).toBe(true);
    });

    it('reserves what a call may take, and puts back what it did not take when it is counted', async () => {
      const { come, settle, answer, through, state } = openGate();
      await answer({ contextTokens: 10 }, { inputTokens: { limit: 6_000, remaining: 1_000 } });
      const pass = await through({ contextTokens: 900 });
      const next = come({ contextTokens: 500 });
      await settle();
      expect(isIn(next)).toBe(false);
      expect(state()?.limits.inputTokens?.remaining).toBe(100);
      pass.counted({ ...NO_USAGE, input: 300, cacheWrite5m: 100, cacheRead: 5_000 });
      await settle();
      expect(isIn(next)).toBe(true);
      expect(state()?.limits.inputTokens?.remaining).toBe(100);
    });

    it('reserves the longest output of late, not what was asked for at most', async () => {
      const { gate, answer, through, state } = openGate();
      const limits = { outputTokens: { limit: 60_000, remaining: 10_000 } };
      await answer({ maxTokens: 8_000 }, limits, 400);
      const { remaining } = state()?.limits.outputTokens ?? { remaining: 0 };
      await through({ maxTokens: 8_000 });
      expect(remaining - (state()?.limits.outputTokens?.remaining ?? 0)).toBe(400);
      expect(gate.expectedOutput({ ...CALL, maxTokens: 8_000 })).toBe(400);
    });

    it('never has more left than the upstream said, when the estimate is put right after it', async () => {
      const { through, state } = openGate();
      const pass = await through({ contextTokens: 1_000 });
      pass.told({ inputTokens: { limit: 6_000, remaining: 2_000 } });
      pass.began();
      pass.counted({ ...NO_USAGE, input: 100 });
      expect(state()?.limits.inputTokens?.remaining).toBe(2_000);
    });

    it('takes nothing of them for what was turned away or never went out', async () => {
      const { answer, through, come, settle, state, gate } = openGate({ maxConcurrent: 1 });
      await answer({}, { requests: { limit: 60, remaining: 10 } });
      expect(state()?.limits.requests?.remaining).toBe(10);
      (await through()).end(failure('rate_limited'));
      expect(state()?.limits.requests?.remaining).toBe(10);

      const running = await through();
      const leaver = come();
      await settle();
      leaver.abort();
      running.end(null); // the leaver is let in before it has noticed
      await settle();
      expect(isIn(leaver)).toBe(false);
      expect(gate.states()).toMatchObject([
        { underWay: 0, waiting: 0, limits: { requests: { remaining: 9 } } },
      ]);
    });

    it('serves people before scripts, and every fifth time a script', async () => {
      const { come, settle, answer, clock } = openGate();
      await answer({}, { requests: { limit: 60, remaining: 0 } });
      const scripts = [come(), come()];
      const people = Array.from({ length: 6 }, () => come({ priority: 'person' }));
      await settle();
      await clock.advance(4_000);
      expect([people.filter(isIn).length, scripts.filter(isIn).length]).toEqual([4, 0]);
      await clock.advance(1_000);
      expect([people.filter(isIn).length, scripts.filter(isIn).length]).toEqual([4, 1]);
      await clock.advance(3_000);
      expect([people.filter(isIn).length, scripts.filter(isIn).length]).toEqual([6, 2]);
    });

    it('refuses where too many wait, and says when to come back', async () => {
      const { come, settle, answer } = openGate({ maxQueue: 3 });
      await answer({}, { requests: { limit: 60, remaining: 0 } });
      for (let comer = 0; comer < 3; comer += 1) come();
      await settle();
      const refused = come();
      await settle();
      expect(refused.thrown).toMatchObject({ code: 'queue_full', retryAfterMs: 4_000 });
    });

    it('has room for people however many scripts wait, and bounds people too', async () => {
      const { come, settle, answer } = openGate({ maxQueue: 3 });
      await answer({}, { requests: { limit: 60, remaining: 0 } });
      for (let comer = 0; comer < 3; comer += 1) come({ priority: 'script' });
      await settle();
      const people = Array.from({ length: 4 }, () => come({ priority: 'person' }));
      await settle();
      expect(people.slice(0, 3).map(({ waits }) => waits[0]?.position)).toEqual([1, 2, 3]);
      expect(people[3]?.thrown).toMatchObject({ code: 'queue_full', retryAfterMs: 4_000 });
    });
  });

  describe('calls at once', () => {
    it('are shared by all models, and none is starved', async () => {
      const { come, settle, answer } = openGate({ maxConcurrent: 2 });
      const models = ['a', 'b', 'c'];
      for (const model of models) await answer({ model });
      const comers = models.flatMap((model) =>
        Array.from({ length: 8 }, () => ({ model, comer: come({ model }) })),
      );
      await settle();
      const served: string[] = [];
      for (let round = 0; round < 9; round += 1) {
        const running = comers.filter(({ comer }) => isIn(comer));
        expect(running).toHaveLength(2);
        for (const each of running.slice(0, 1)) {
          served.push(each.model);
          comers.splice(comers.indexOf(each), 1);
          each.comer.pass?.end(null);
        }
        await settle();
      }
      for (const model of models) expect(served.filter((each) => each === model).length).toBeGreaterThan(1);
    });

    it('say how long it may take, by how long calls last', async () => {
      const { come, settle, answer, through, clock } = openGate({ maxConcurrent: 1 });
      for (let call = 0; call < 50; call += 1) {
        const pass = await through();
        await clock.advance(500);
        pass.end(null);
      }
      await answer();
      await through();
      const waiting = [come(), come()];
      await settle();
      const [first, second] = waiting.map(({ waits }) => waits[0]);
      expect(first).toMatchObject({ reason: 'concurrency', position: 1 });
      expect(first?.waitMs).toBeGreaterThan(350);
      expect(first?.waitMs).toBeLessThan(600);
      expect(second?.waitMs).toBeGreaterThan(first?.waitMs ?? 0);
    });
  });

  describe('a pause that the upstream asks for', () => {
    it('is kept by all, who then go one by one', async () => {
      const { come, settle, answer, through, clock } = openGate();
      await answer();
      (await through()).end(failure('rate_limited', { retryAfterMs: 5_000 }));
      const comers = Array.from({ length: 5 }, () => come({ priority: 'person' }));
      await settle();
      expect(comers[0]?.waits).toMatchObject([{ reason: 'retry-after', position: 1, waitMs: 5_000 }]);
      await clock.advance(4_999);
      expect(comers.filter(isIn)).toHaveLength(0);
      await clock.advance(1);
      expect(comers.filter(isIn)).toHaveLength(1);
      await clock.advance(100);
      expect(comers.filter(isIn)).toHaveLength(2);
      await clock.advance(300);
      expect(comers.filter(isIn)).toHaveLength(5);
    });

    it('fails at once where it is longer than anybody waits, also for those who wait by then', async () => {
      const { come, settle, answer, through } = openGate();
      await answer({}, { requests: { limit: 60, remaining: 1 } });
      const running = await through();
      const waiting = come();
      await settle();
      running.end(failure('rate_limited', { retryAfterMs: 3_600_000 }));
      const late = come({ priority: 'person' });
      await settle();
      for (const { thrown } of [waiting, late]) {
        expect(thrown).toMatchObject({
          code: 'rate_limited',
          retryable: true,
          retryAfterMs: 3_600_000,
          message: expect.stringContaining('in 60 minutes'),
        });
      }
    });

    it('lets a call that has waited before go ahead', async () => {
      const { come, settle, answer, through, clock } = openGate();
      await answer();
      (await through()).end(failure('rate_limited', { retryAfterMs: 1_000 }));
      const [newcomer, again] = [come(), come({ again: true })];
      await settle();
      await clock.advance(1_000);
      expect([newcomer, again].map(isIn)).toEqual([false, true]);
    });
  });

  describe('the breaker', () => {
    it('refuses with the last failure’s code and the time to come back, people sooner than scripts', async () => {
      const { come, settle, fail, state } = openGate();
      await fail(10, overloaded);
      expect(state()?.breaker).toBe('open');
      const [script, person] = [come(), come({ priority: 'person' })];
      await settle();
      expect(script.thrown).toMatchObject({ code: 'overloaded', retryAfterMs: 2_000, cause: overloaded });
      expect(person.thrown).toMatchObject({ code: 'overloaded', retryAfterMs: 1_000 });
    });

    it('turns away those who wait when it opens', async () => {
      const { come, settle, fail, through } = openGate();
      await fail(7, overloaded);
      const passes = [await through(), await through(), await through(), await through()];
      const waiting = Array.from({ length: 5 }, () => come());
      await settle();
      expect(waiting[4]?.waits).toMatchObject([{ reason: 'first-answer', position: 5 }]);
      for (const pass of passes) pass.end(overloaded);
      await settle();
      // Two came in for the first two that failed; the third failure was the tenth.
      expect(waiting.map(isIn)).toEqual([true, true, false, false, false]);
      for (const { thrown } of waiting.slice(2)) expect(thrown).toMatchObject({ code: 'overloaded' });
    });

    it('lets one probe through, and with its answer all, evenly', async () => {
      const { come, settle, fail, through, clock, state } = openGate();
      await fail(10, overloaded);
      await clock.advance(2_000);
      const probe = await through();
      expect(state()?.breaker).toBe('half-open');
      const early = come();
      await settle();
      expect(early.thrown).toMatchObject({ code: 'overloaded' });
      probe.began();
      expect(state()?.breaker).toBe('closed');
      const comers = Array.from({ length: 5 }, () => come());
      await settle();
      expect(comers.filter(isIn)).toHaveLength(1);
      await clock.advance(400);
      expect(comers.filter(isIn)).toHaveLength(5);
    });

    it('is not held up by a probe whose caller leaves', async () => {
      const { fail, through, clock, state } = openGate();
      await fail(10, overloaded);
      await clock.advance(2_000);
      (await through()).end(failure('cancelled'));
      (await through()).end(failure('cancelled'));
      const probe = await through();
      probe.began();
      probe.end(null);
      expect(state()?.breaker).toBe('closed');
    });

    it.each<ErrorCode>(['upstream_rejected', 'context_exceeded', 'credentials_rejected', 'spend_limit'])(
      'stays closed for what the caller did wrong: %s',
      async (code) => {
        const { fail, state } = openGate();
        await fail(30, failure(code));
        expect(state()?.breaker).toBe('closed');
      },
    );

    it('takes a 4xx to a probe as a sign that the upstream is well', async () => {
      const { fail, through, clock, state } = openGate();
      await fail(10, overloaded);
      await clock.advance(2_000);
      (await through()).end(failure('upstream_rejected'));
      expect(state()?.breaker).toBe('closed');
    });

    it('learns nothing from a failure of our own', async () => {
      const { fail, through, clock, state } = openGate();
      await fail(10, overloaded);
      await clock.advance(2_000);
      (await through()).end(failure('internal'));
      expect(state()?.breaker).toBe('open');
    });

    it.each<ErrorCode>(['overloaded', 'stalled', 'interrupted', 'upstream_error'])(
      'opens for %s',
      async (code) => {
        const { fail, come, settle } = openGate();
        await fail(10, failure(code));
        const refused = come();
        await settle();
        expect(refused.thrown).toMatchObject({ code, retryable: true });
      },
    );

    it('stays closed where nothing is reached: the next call may find it back', async () => {
      const { fail, state } = openGate();
      await fail(30, failure('unreachable'));
      expect(state()?.breaker).toBe('closed');
    });

    it('counts a question once, however often it is tried', async () => {
      const { through, state } = openGate();
      (await through()).end(failure('overloaded'));
      for (let retry = 0; retry < 30; retry += 1) {
        (await through({ again: true })).end(failure('overloaded'));
      }
      expect(state()?.breaker).toBe('closed');
    });

    it('takes no answer that broke off on its way for a failure', async () => {
      const { through, state } = openGate();
      for (let call = 0; call < 30; call += 1) {
        const pass = await through();
        pass.began();
        pass.end(failure('interrupted'));
      }
      expect(state()?.breaker).toBe('closed');
    });

    it('is each model’s own', async () => {
      const { fail, through, state } = openGate();
      await fail(10, overloaded);
      await through({ model: 'claude-haiku-5-5' });
      expect(state('claude-haiku-5-5')?.breaker).toBe('closed');
    });
  });

  it('forgets what nobody has used for long, and nothing that matters', async () => {
    const { answer, fail, come, through, clock, gate, settle } = openGate();
    await answer({ model: 'idle' });
    await through({ model: 'under way' });
    await fail(10, overloaded, { model: 'open' });
    (await through({ model: 'paused' })).end(failure('rate_limited', { retryAfterMs: 3_600_000 }));
    await answer({ model: 'waited for' }, { inputTokens: { limit: 60, remaining: 0 } });
    const waiting = come({ model: 'waited for', contextTokens: 2_000 });
    await settle();
    waiting.abort();
    await clock.advance(700_000);
    come({ model: 'new' });
    const kept = gate.states().map(({ model }) => model);
    expect(kept.toSorted()).toEqual(['new', 'open', 'paused', 'under way']);
  });

  it('ends a pass once, however often its end is told', async () => {
    const { through, gate, come, settle } = openGate({ maxConcurrent: 1 });
    const pass = await through();
    pass.end(null);
    pass.end(overloaded);
    const [a, b] = [come(), come()];
    await settle();
    expect([a, b].map(isIn)).toEqual([true, false]);
    expect(gate.states()[0]).toMatchObject({ underWay: 1, waiting: 1 });
  });
});
