import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../../../packages/core/src/gate/circuit-breaker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp(random = 0) {
  const { advance, monotonic } = createFakeClock();
  const breaker = new CircuitBreaker({ monotonic, random: () => random });
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) breaker.failed(breaker.enter());
  };
  const open = () => fail(10);
  return { breaker, advance, fail, open };
}

describe('CircuitBreaker', () => {
  it('opens when half of at least ten calls fail, and not before', () => {
    const { breaker, fail } = setUp();
    fail(9);
    expect(breaker.state).toBe('closed');
    expect(breaker.waitMs(false)).toBe(0);
    fail(1);
    expect(breaker.state).toBe('open');
    expect(breaker.waitMs(false)).toBe(2_000);
  });

  it('stays closed where more succeed than fail', () => {
    const { breaker, fail } = setUp();
    for (let call = 0; call < 12; call += 1) breaker.succeeded(breaker.enter());
    fail(11);
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  it('forgets failures of long ago', async () => {
    const { breaker, fail, advance } = setUp();
    fail(9);
    await advance(31_000);
    fail(9);
    expect(breaker.state).toBe('closed');
  });

  it('lets a single probe through when the time has come', async () => {
    const { breaker, open, advance } = setUp();
    open();
    await advance(1_999);
    expect(breaker.waitMs(false)).toBe(1);
    await advance(1);
    expect(breaker.waitMs(false)).toBe(0);
    expect(breaker.enter()).toBe(true);
    expect(breaker.state).toBe('half-open');
    expect(breaker.waitMs(false)).toBeGreaterThan(0);
    expect(breaker.waitMs(true)).toBeGreaterThan(0);
  });

  it('waits twice as long after each probe that fails, up to a bound, and from the start after one that succeeds', async () => {
    const { breaker, open, fail, advance } = setUp();
    open();
    const waits: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      waits.push(breaker.waitMs(false));
      await advance(breaker.waitMs(false));
      breaker.failed(breaker.enter());
    }
    expect(waits).toEqual([2_000, 4_000, 5_000, 5_000, 5_000]);
    await advance(15_000);
    breaker.succeeded(breaker.enter());
    expect(breaker.state).toBe('closed');
    fail(9); // with the probe ten calls
    expect(breaker.waitMs(false)).toBe(2_000);
  });

  it('begins to count anew once it is well again', async () => {
    const { breaker, open, fail, advance } = setUp();
    open();
    await advance(2_000);
    breaker.succeeded(breaker.enter());
    fail(8);
    expect(breaker.state).toBe('closed');
  });

  it('moves the probe by chance, never to before its time', () => {
    const { breaker, open } = setUp(0.999);
    open();
    expect(breaker.waitMs(false)).toBeGreaterThan(2_000);
    expect(breaker.waitMs(false)).toBeLessThan(2_400);
  });

  it('lets a person try sooner than a script', async () => {
    const { breaker, open, advance } = setUp();
    open();
    expect(breaker.waitMs(true)).toBe(1_000);
    await advance(1_000);
    expect(breaker.waitMs(true)).toBe(0);
    expect(breaker.waitMs(false)).toBe(1_000);
    breaker.failed(breaker.enter());
    expect(breaker.waitMs(true)).toBe(1_000);
    expect(breaker.waitMs(false)).toBe(4_000);
  });

  it('keeps away from the upstream for as long as it asked, people too', () => {
    const { breaker, fail } = setUp();
    fail(9);
    breaker.failed(breaker.enter(), 20_000);
    expect(breaker.waitMs(false)).toBe(20_000);
    expect(breaker.waitMs(true)).toBe(20_000);
  });

  it('tries again at once where a probe ended without a word on the upstream', async () => {
    const { breaker, open, advance } = setUp();
    open();
    await advance(2_000);
    breaker.undecided(breaker.enter());
    expect(breaker.waitMs(false)).toBe(0);
    expect(breaker.enter()).toBe(true);
    breaker.succeeded(true);
    expect(breaker.state).toBe('closed');
  });

  it('lets calls that began before decide nothing while it is open or a probe is under way', async () => {
    const { breaker, open, advance } = setUp();
    const straggler = breaker.enter();
    expect(straggler).toBe(false);
    open();
    breaker.succeeded(straggler);
    breaker.undecided(straggler);
    expect(breaker.state).toBe('open');
    breaker.failed(straggler);
    expect(breaker.waitMs(false)).toBe(2_000);
    await advance(2_000);
    breaker.enter();
    breaker.failed(straggler);
    breaker.succeeded(straggler);
    breaker.undecided(straggler);
    expect(breaker.state).toBe('half-open');
  });
});
