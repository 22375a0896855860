import { createSystemClock } from '@jackdaw/core';
import { expect, test } from 'vitest';

test.each([2 ** 31, 30 * 24 * 60 * 60 * 1000, Infinity])(
  'a sleep of %s ms outlasts a short one',
  async (ms) => {
    const clock = createSystemClock();
    const waking = new AbortController();
    const long = clock.sleep(ms, waking.signal).then(
      () => 'the long one',
      () => 'nobody',
    );
    const short = clock.sleep(20, waking.signal).then(() => 'the short one');
    expect(await Promise.race([long, short])).toBe('the short one');
    waking.abort();
    expect(await long).toBe('nobody');
  },
);
