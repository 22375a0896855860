import type { Clock } from './clock.ts';

/** A timer for longer than this, 24.8 days, goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        let left = ms;
        let timer: ReturnType<typeof setTimeout>;
        const wait = () => {
          const part = Math.min(left, LONGEST_TIMER_MS);
          left -= part;
          timer = setTimeout(left > 0 ? wait : wake, part);
        };
        const wake = () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        wait();
        signal.addEventListener('abort', onAbort, { once: true });
      }),
  };
}
