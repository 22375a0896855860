/** The time as the simulator sees it. */
export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when that is aborted first. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Moves the time forward and wakes who has slept long enough. Absent on a clock that cannot be moved. */
  readonly advance?: (milliseconds: number) => void;
}

export interface SimulatorClockOptions {
  /** Whether time also flows by itself (default), or moves by `advance` alone. */
  readonly running?: boolean;
  /** Where a clock that does not run starts, in ms since the epoch. Default: 2026-11-02T00:00:00Z. */
  readonly startAt?: number;
}

/** A clock that can be moved forward, and runs by itself unless told not to. */
export function createSimulatorClock(options: SimulatorClockOptions = {}): SimulatorClock {
  const running = options.running ?? true;
  let offset = running ? 0 : (options.startAt ?? Date.UTC(2026, 10, 2));
  const sleepers = new Set<() => void>();
  const now = (): number => (running ? Date.now() + offset : offset);

  return {
    now,
    advance: (milliseconds) => {
      offset += milliseconds;
      for (const check of sleepers) check();
    },
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        const due = now() + milliseconds;
        let timer: NodeJS.Timeout | undefined;
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          sleepers.delete(check);
          signal?.removeEventListener('abort', abort);
          settle();
        };
        const abort = (): void => finish(() => reject(signal?.reason));
        const check = (): void => {
          clearTimeout(timer);
          const left = due - now();
          if (left <= 0) finish(resolve);
          else if (running) timer = setTimeout(check, left);
        };
        if (signal?.aborted === true) return abort();
        signal?.addEventListener('abort', abort, { once: true });
        sleepers.add(check);
        return check();
      }),
  };
}
