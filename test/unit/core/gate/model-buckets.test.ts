import { describe, expect, it } from 'vitest';
import { ModelBuckets } from '../../../../packages/core/src/gate/model-buckets.ts';
import { NOTHING, type Reservation } from '../../../../packages/core/src/gate/reservation.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const need = (changes: Partial<Reservation>): Reservation => ({ ...NOTHING, ...changes });
const limit = (of: number, remaining = of) => ({ limit: of, remaining });

function setUp() {
  const clock = createFakeClock();
  return { clock, buckets: new ModelBuckets(clock) };
}

describe('ModelBuckets', () => {
  it('holds nobody up as long as no limit is known', () => {
    const { buckets } = setUp();
    buckets.take(need({ requests: 1, input: 1e9, output: 1e9 }), NOTHING);
    expect(buckets.holdUp(need({ requests: 1, input: 1e9, output: 1e9 })).ms).toBe(0);
    expect(buckets.limits).toEqual({});
  });

  it('learns what is left, and what flows in: a sixtieth of the limit a second', async () => {
    const { buckets, clock } = setUp();
    buckets.told({ inputTokens: limit(60_000, 5_000) });
    expect(buckets.holdUp(need({ input: 5_000 })).ms).toBe(0);
    expect(buckets.holdUp(need({ input: 7_000 }))).toEqual({ ms: 2_000, reason: 'input-tokens' });
    await clock.advance(2_000);
    expect(buckets.holdUp(need({ input: 7_000 })).ms).toBe(0);
    await clock.advance(3_600_000);
    expect(buckets.limits).toEqual({ inputTokens: limit(60_000) });
  });

  it('takes off what calls under way will still take', () => {
    const { buckets } = setUp();
    buckets.settle(NOTHING, need({ requests: 4, output: 450 }));
    buckets.told({ requests: limit(60, 10), outputTokens: limit(600, 500) });
    expect(buckets.limits).toEqual({ requests: limit(60, 6), outputTokens: limit(600, 50) });
    expect(buckets.holdUp(need({ requests: 1, output: 60 }))).toEqual({ ms: 1_000, reason: 'output-tokens' });
  });

  it('never believes that more is left than it counted itself', () => {
    const { buckets } = setUp();
    buckets.told({ requests: limit(60, 10) });
    buckets.take(need({ requests: 8 }), NOTHING);
    buckets.told({ requests: limit(60, 9) });
    expect(buckets.limits.requests?.remaining).toBe(2);
  });

  it('counts on nothing that would flow into a bucket that is full: what calls under way reserved is in it still', async () => {
    const { buckets, clock } = setUp();
    buckets.settle(NOTHING, need({ output: 400 }));
    buckets.told({ outputTokens: limit(600, 570) });
    expect(buckets.limits.outputTokens?.remaining).toBe(170);
    await clock.advance(2_000);
    expect(buckets.limits.outputTokens?.remaining).toBe(190);
    await clock.advance(60_000);
    expect(buckets.limits.outputTokens?.remaining).toBe(200);
    // The upstream has counted half of it.
    buckets.settle(NOTHING, need({ output: 200 }));
    await clock.advance(10_000);
    expect(buckets.limits.outputTokens?.remaining).toBe(300);
    await clock.advance(60_000);
    expect(buckets.limits.outputTokens?.remaining).toBe(400);
  });

  it('puts back what was reserved in vain, never above the limit, and takes what was not reserved', () => {
    const { buckets } = setUp();
    buckets.told({ outputTokens: limit(1_000) });
    buckets.take(need({ output: 800 }), NOTHING);
    buckets.settle(need({ output: 500 }), NOTHING);
    expect(buckets.limits.outputTokens?.remaining).toBe(700);
    buckets.settle(need({ output: -600 }), NOTHING);
    expect(buckets.limits.outputTokens?.remaining).toBe(100);
    buckets.settle(need({ output: 5_000 }), NOTHING);
    expect(buckets.limits.outputTokens?.remaining).toBe(1_000);
  });

  it('lets a call that wants more than a limit go when all of it is there', async () => {
    const { buckets, clock } = setUp();
    buckets.told({ inputTokens: limit(6_000, 5_900) });
    expect(buckets.holdUp(need({ input: 20_000 })).ms).toBe(1_000);
    await clock.advance(1_000);
    expect(buckets.holdUp(need({ input: 20_000 })).ms).toBe(0);
    buckets.take(need({ input: 20_000 }), NOTHING);
    // It is owed: 14,000 and the next 100, at 100 a second.
    expect(buckets.holdUp(need({ input: 100 })).ms).toBe(141_000);
  });

  it('follows a limit that changes', async () => {
    const { buckets, clock } = setUp();
    buckets.told({ requests: limit(600) });
    buckets.told({ requests: limit(60, 60) });
    expect(buckets.limits.requests).toEqual(limit(60));
    buckets.take(need({ requests: 60 }), NOTHING);
    expect(buckets.holdUp(need({ requests: 1 })).ms).toBe(1_000);
    buckets.told({ requests: limit(6_000, 5_940) });
    expect(buckets.holdUp(need({ requests: 1 })).ms).toBe(10);
    await clock.advance(60_000);
    expect(buckets.limits.requests).toEqual(limit(6_000));
  });

  it('names the limit that holds up the longest', () => {
    const { buckets } = setUp();
    buckets.told({ requests: limit(60, 0), inputTokens: limit(60, 0), outputTokens: limit(60, 0) });
    expect(buckets.holdUp({ requests: 1, input: 3, output: 2 })).toEqual({
      ms: 3_000,
      reason: 'input-tokens',
    });
    expect(buckets.holdUp({ requests: 1, input: 0, output: 0 })).toEqual({ ms: 1_000, reason: 'requests' });
  });

  it('counts input and output together only where the server does not tell them apart', () => {
    const { buckets } = setUp();
    buckets.told({ tokens: limit(60, 10), inputTokens: limit(600) });
    expect(Object.keys(buckets.limits)).toEqual(['inputTokens']);
    const { buckets: together } = setUp();
    together.told({ tokens: limit(60, 10) });
    expect(together.holdUp(need({ input: 6, output: 5 })).ms).toBe(1_000);
  });

  it('takes nothing from a limit of nothing: no call would ever go out again', () => {
    const { buckets } = setUp();
    buckets.told({ requests: limit(0) });
    expect(buckets.limits).toEqual({});
  });

  it('tells how long a queue of such calls takes', () => {
    const { buckets } = setUp();
    buckets.told({ requests: limit(60, 2), inputTokens: limit(600, 600) });
    expect(buckets.queueTime(need({ requests: 1 }), 2)).toBe(0);
    expect(buckets.queueTime(need({ requests: 1 }), 5)).toBe(3_000);
    expect(buckets.queueTime(need({ requests: 1, input: 200 }), 5)).toBe(40_000);
  });
});
