import type { Clock } from '@jackdaw/core';

export interface FakeClock extends Clock {
  /**
   * Moves both clocks on by `ms`. Sleepers wake in the order of their times, each at its own time, and what they do
   * next (sleeping again included) happens before time goes on. Without sleepers it is done when it returns.
   */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, as a user or a time server does; may go back. */
  setWallClock(now: number): void;
  /** How many are asleep: poll it to know that the code under test waits. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until told. The wall clock starts at `start` (ms since the epoch), the monotonic one at 0. */
export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let wall = start;
  let elapsed = 0;
  const sleepers = new Set<Sleeper>();

  const moveTo = (time: number) => {
    wall += time - elapsed;
    elapsed = time;
  };
  const nextUntil = (time: number): Sleeper | undefined =>
    [...sleepers].filter(({ until }) => until <= time).toSorted((a, b) => a.until - b.until)[0];

  return {
    now: () => wall,
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const sleeper: Sleeper = {
          until: elapsed + Math.max(0, ms),
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
      }),
    async advance(ms) {
      const target = elapsed + ms;
      for (let sleeper = nextUntil(target); sleeper !== undefined; sleeper = nextUntil(target)) {
        moveTo(sleeper.until);
        sleeper.wake();
        await new Promise(setImmediate);
      }
      moveTo(target);
    },
    setWallClock: (now) => {
      wall = now;
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}
