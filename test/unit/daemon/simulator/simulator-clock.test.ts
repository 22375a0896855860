import { createSimulatorClock } from '@jackdaw/daemon/simulator';
import { expect, test } from 'vitest';

test('a clock that does not run wakes sleepers when it is moved far enough', async () => {
  const clock = createSimulatorClock({ running: false, startAt: 1000 });
  let awake = false;
  const slept = clock.sleep(100).then(() => {
    awake = true;
  });
  clock.advance?.(99);
  await Promise.resolve();
  expect(awake).toBe(false);
  clock.advance?.(1);
  await slept;
  expect(clock.now()).toBe(1100);
});

test('a running clock can be moved past a long sleep', async () => {
  const clock = createSimulatorClock();
  const slept = clock.sleep(3_600_000);
  clock.advance?.(3_600_001);
  await expect(slept).resolves.toBeUndefined();
});

test('an aborted sleep rejects with the reason', async () => {
  const clock = createSimulatorClock({ running: false });
  const controller = new AbortController();
  const slept = clock.sleep(100, controller.signal);
  controller.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await expect(clock.sleep(100, controller.signal)).rejects.toThrow('enough');
});
