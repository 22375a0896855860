import { describe, expect, it } from 'vitest';
import { Pacing } from '../../../../packages/core/src/gate/pacing.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp() {
  const { advance, monotonic } = createFakeClock();
  return { pacing: new Pacing(monotonic), advance, monotonic };
}

/** Sends whatever `waitMs` allows for so long, a millisecond at a time, with an endless line behind. */
async function sendFor(ms: number, { pacing, advance }: ReturnType<typeof setUp>, waiting = 1) {
  let sent = 0;
  for (let passed = 0; passed < ms; passed += 1) {
    if (pacing.waitMs === 0) {
      pacing.sent(waiting);
      sent += 1;
    }
    await advance(1);
  }
  return sent;
}

describe('Pacing', () => {
  it('holds nobody up where there was no trouble', () => {
    const { pacing } = setUp();
    for (let call = 0; call < 100; call += 1) pacing.sent(5);
    expect(pacing.waitMs).toBe(0);
  });

  it('lets calls out one by one after trouble, ten a second where few come', async () => {
    const parts = setUp();
    parts.pacing.resumeAt(0);
    expect(parts.pacing.waitMs).toBe(0);
    parts.pacing.sent(1);
    expect(parts.pacing.waitMs).toBeCloseTo(100);
    expect(await sendFor(1_000, parts)).toBe(9);
  });

  it('goes half as fast again as calls come in, so that the line gets shorter', async () => {
    const parts = setUp();
    for (let second = 0; second < 9; second += 1) {
      for (let call = 0; call < 40; call += 1) parts.pacing.arrived();
      await parts.advance(1_000);
    }
    parts.pacing.resumeAt(parts.monotonic());
    // 360 in ten seconds, and half of it again
    expect(await sendFor(1_000, parts)).toBeGreaterThanOrEqual(53);
    expect(await sendFor(1_000, parts)).toBeLessThanOrEqual(55);
  });

  it('owes nobody what was not used: a rest is followed by no burst', async () => {
    const { pacing, advance } = setUp();
    pacing.resumeAt(0);
    pacing.sent(0);
    await advance(5_000);
    pacing.sent(0);
    expect(pacing.waitMs).toBeCloseTo(100);
  });

  it('goes on as long as there is a line, and ends ten seconds after it', async () => {
    const parts = setUp();
    parts.pacing.resumeAt(0);
    await sendFor(15_000, parts);
    parts.pacing.sent(1);
    expect(parts.pacing.waitMs).toBeGreaterThan(0);
    await sendFor(10_001, parts, 0);
    parts.pacing.sent(0);
    expect(parts.pacing.waitMs).toBe(0);
  });
});
