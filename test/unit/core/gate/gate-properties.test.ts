import fc from 'fast-check';
import { NO_USAGE, type Pass, type RateLimits } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { CALL, failure, openGate, type Comer } from './open-gate.ts';

/** Limits a minute. */
interface Limits {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The upstream's own buckets: full at the start, filled continuously, never above the limit. */
function createTruth(limits: Limits, monotonic: () => number) {
  const levels = { ...limits };
  let at = 0;
  const refill = () => {
    for (const kind of KINDS) {
      levels[kind] = Math.min(limits[kind], levels[kind] + ((monotonic() - at) * limits[kind]) / 60_000);
    }
    at = monotonic();
  };
  return {
    /** Throws where more has been let through than the limit allows over some time up to now. */
    take(amounts: Partial<Limits>): void {
      refill();
      for (const kind of KINDS) {
        levels[kind] -= amounts[kind] ?? 0;
        if (levels[kind] < -ROUNDING)
          throw new Error(`${kind}: ${-levels[kind]} more than the limit allows.`);
      }
    },
    told(): RateLimits {
      refill();
      const of = (kind: keyof Limits) => ({
        limit: limits[kind],
        remaining: Math.max(0, Math.floor(levels[kind])),
      });
      return { requests: of('requests'), inputTokens: of('inputTokens'), outputTokens: of('outputTokens') };
    },
  };
}

const KINDS = ['requests', 'inputTokens', 'outputTokens'] as const;
/** As a day of binary floating point adds up. */
const ROUNDING = 1e-6;

describe('a gate, whatever happens', () => {
  it('never lets more through than the limits allow, where no call takes more than was reserved for it', async () => {
    const limits = fc.record({
      requests: fc.integer({ min: 10, max: 30 }),
      inputTokens: fc.integer({ min: 8_000, max: 12_000 }),
      outputTokens: fc.integer({ min: 500, max: 1_600 }),
    });
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('come' as const),
          tokens: fc.integer({ min: 1, max: 900 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('pass-time' as const),
          ms: fc.integer({ min: 1, max: 1_500 }),
        }),
      },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constantFrom('go-on', 'go-on', 'go-on', 'turn-away', 'cancel'),
          nth: fc.nat(9),
          share: fc.constantFrom(0.1, 0.5, 1, 1),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        limits,
        fc.boolean(),
        fc.array(step, { maxLength: 120, size: 'max' }),
        async (limits, others, steps) => {
          const { come, settle, clock, gate } = openGate();
          const truth = createTruth(limits, clock.monotonic);
          // Somebody else on the same account has used half of it before; the calls before the first answer fit.
          if (others) truth.take({ inputTokens: limits.inputTokens / 2, requests: limits.requests / 2 });
          const calls: Call[] = [];
          for (const step of steps) {
            if (step.kind === 'come') {
              if (others && !fitsUnseen(calls, step.tokens, limits.inputTokens / 2)) continue;
              calls.push({
                comer: come({ contextTokens: step.tokens, maxTokens: MAX_TOKENS }),
                tokens: step.tokens,
                input: 0,
                headers: null,
                state: 'sent',
                leastExpected: Infinity,
              });
            } else if (step.kind === 'pass-time') await clock.advance(step.ms);
            else act(step.kind, calls, step, truth);
            await settle();
            const expected = gate.expectedOutput({ ...CALL, maxTokens: MAX_TOKENS });
            for (const call of calls) call.leastExpected = Math.min(call.leastExpected, expected);
          }
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('never has more calls under way than it may, and lets in or refuses everybody in the end', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('come' as const),
          model: fc.constantFrom('a', 'b', 'c'),
          priority: fc.constantFrom('person' as const, 'script' as const),
          again: fc.boolean(),
          contextTokens: fc.integer({ min: 1, max: 3_000 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom('answer', 'fail', 'pause', 'long-pause', 'cut', 'refuse'),
          nth: fc.nat(9),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), nth: fc.nat(30) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('pass-time' as const),
          ms: fc.integer({ min: 1, max: 30_000 }),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.array(step, { maxLength: 120, size: 'max' }),
        async (maxConcurrent, settling, steps) => {
          const { come, settle, clock, gate } = openGate({ maxConcurrent, maxQueue: 12 });
          const comers: Comer[] = [];
          const ended = new Set<Pass>();
          const running = () =>
            comers.flatMap(({ pass }) => (pass === null || ended.has(pass) ? [] : [pass]));
          const check = () => {
            const states = gate.states();
            expect(states.reduce((sum, { underWay }) => sum + underWay, 0)).toBeLessThanOrEqual(
              maxConcurrent,
            );
            // Twelve people, and twelve of all before the first script is refused.
            expect(states.reduce((sum, { waiting }) => sum + waiting, 0)).toBeLessThanOrEqual(24);
          };
          for (const step of steps) {
            if (step.kind === 'come') comers.push(come(step));
            else if (step.kind === 'pass-time') await clock.advance(step.ms);
            else if (step.kind === 'abort') comers[step.nth % Math.max(1, comers.length)]?.abort();
            else {
              const pass = running()[step.nth % Math.max(1, running().length)];
              if (pass !== undefined) {
                ended.add(pass);
                finish(pass, step.kind);
              }
            }
            // Half of the time several things happen in one moment.
            if (settling) await settle();
            check();
          }
          // From here on the upstream answers whatever comes.
          for (let round = 0; round < 200; round += 1) {
            await settle();
            for (const pass of running()) {
              ended.add(pass);
              finish(pass, 'answer');
            }
            await clock.advance(5_000);
            check();
          }
          const left = comers.filter(({ pass, thrown }) => pass === null && thrown === null);
          expect(left).toHaveLength(0);
          expect(gate.states().every(({ underWay, waiting }) => underWay + waiting === 0)).toBe(true);
          expect(clock.sleepers).toBe(0);
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

/** More than the gate guesses before it has seen an answer would be reserved no better. */
const MAX_TOKENS = 100;

interface Call {
  readonly comer: Comer;
  readonly tokens: number;
  /** What the upstream counted of its prompt, once it arrived; it says the same to the end. */
  input: number;
  headers: RateLimits | null;
  state: 'sent' | 'arrived' | 'counted' | 'over';
  /** The shortest answer that was expected at any time since it came: no less was reserved for it. */
  leastExpected: number;
}

/** Whether one more call fits into what is left, while no answer has told how much that is. */
function fitsUnseen(calls: readonly Call[], tokens: number, left: number): boolean {
  const isTold = calls.some(({ headers }) => headers !== null);
  return isTold || calls.reduce((sum, call) => sum + call.tokens, tokens) <= left;
}

/**
 * Moves one call on; throws where the upstream would have to turn it away. No answer is longer than was reserved for it.
 */
function act(
  kind: string,
  calls: readonly Call[],
  { nth, share }: { nth: number; share: number },
  truth: ReturnType<typeof createTruth>,
): void {
  const underWay = calls.filter(({ comer, state }) => comer.pass !== null && state !== 'over');
  const call = underWay[nth % Math.max(1, underWay.length)];
  const pass = call?.comer.pass;
  if (call === undefined || pass === null || pass === undefined) return;
  if (call.state === 'sent') {
    if (kind === 'turn-away') pass.end(failure('unreachable', { retryable: false }));
    else if (kind === 'cancel') pass.end(failure('cancelled'));
    else {
      call.input = Math.ceil(call.tokens * share);
      truth.take({ requests: 1, inputTokens: call.input });
      call.headers = truth.told();
      pass.told(call.headers);
      call.state = 'arrived';
      return;
    }
    call.state = 'over';
  } else if (call.state === 'arrived') {
    pass.began();
    pass.counted({ ...NO_USAGE, input: call.input });
    call.state = 'counted';
  } else {
    const output = Math.ceil(Math.min(MAX_TOKENS * share, call.leastExpected));
    truth.take({ outputTokens: output });
    pass.counted({ ...NO_USAGE, input: call.input, output });
    pass.end(null);
    call.state = 'over';
  }
}

function finish(pass: Pass, how: string): void {
  switch (how) {
    case 'answer':
      pass.told({
        requests: { limit: 600, remaining: 10 },
        inputTokens: { limit: 60_000, remaining: 2_000 },
      });
      pass.began();
      pass.counted({ ...NO_USAGE, input: 10, output: 10 });
      pass.end(null);
      break;
    case 'cut':
      pass.began();
      pass.end(failure('interrupted'));
      break;
    case 'fail':
      pass.end(failure('overloaded'));
      break;
    case 'pause':
      pass.end(failure('rate_limited', { retryAfterMs: 3_000 }));
      break;
    case 'long-pause':
      pass.end(failure('rate_limited', { retryAfterMs: 600_000 }));
      break;
    default:
      pass.end(failure('upstream_rejected'));
  }
}
