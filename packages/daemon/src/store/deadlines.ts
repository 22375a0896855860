import type { Clock } from '@jackdaw/core';

export interface DeadlinesOptions {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly deadlineMs: number;
  /** What a call rejects with that has not come back, or that is not begun for it. */
  readonly failure: () => Error;
  /** Tried every `deadlineMs` while calls hang; once it comes back, they may go on. */
  readonly probe: () => Promise<void>;
  readonly onChange: (hangs: boolean) => void;
}

/** Ends waits for calls that hang. */
export interface Deadlines {
  /** The call's own end, or a rejection within one and a quarter deadlines. While others hang, it is not begun. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Throws while calls hang. */
  assertAnswers(): void;
  stop(): void;
}

interface Waiting {
  readonly since: number;
  readonly giveUp: () => void;
}

/** Tries that may hang themselves at once: each may hold one of the few threads that do the process's file work. */
const MOST_PROBES = 3;

/** The clock is asked for one sleep at a time for all calls, not for one a call: calls are many and short. */
export function createDeadlines(options: DeadlinesOptions): Deadlines {
  const { clock, deadlineMs, failure, probe, onChange } = options;
  const waiting = new Set<Waiting>();
  const stopping = new AbortController();
  const state = { hangs: false, watching: false };
  let probes = 0;

  const turn = (now: boolean) => {
    if (state.hangs === now) return;
    state.hangs = now;
    onChange(now);
  };

  const tryAgain = () => {
    if (probes >= MOST_PROBES) return;
    probes += 1;
    probe()
      .then(() => turn(false))
      .catch(() => {})
      .finally(() => {
        probes -= 1;
      });
  };

  const watch = async () => {
    while (waiting.size > 0 || state.hangs) {
      const pauseMs = state.hangs ? deadlineMs : deadlineMs / 4;
      const before = clock.monotonic();
      await clock.sleep(pauseMs, stopping.signal);
      // The process itself was held up: what has come back meanwhile is to be heard first.
      if (clock.monotonic() - before > 2 * pauseMs) continue;
      const late = [...waiting].filter(({ since }) => clock.monotonic() - since >= deadlineMs);
      if (late.length > 0) turn(true);
      // Whoever still waits while others hang would only wait in vain.
      for (const { giveUp } of state.hangs ? [...waiting] : []) giveUp();
      if (state.hangs) tryAgain();
    }
  };

  const begin = () => {
    if (state.watching) return;
    state.watching = true;
    void watch()
      .catch(() => {}) // only the sleep throws, when stopped
      .finally(() => {
        state.watching = false;
      });
  };

  return {
    run: (call) =>
      new Promise((resolve, reject) => {
        if (state.hangs) return reject(failure());
        const own: Waiting = {
          since: clock.monotonic(),
          giveUp: () => {
            waiting.delete(own);
            reject(failure());
          },
        };
        waiting.add(own);
        begin();
        // One that was given up and comes back shows that the medium answers again.
        const isBack = () => {
          if (!waiting.delete(own)) turn(false);
        };
        call().then(
          (value) => {
            isBack();
            resolve(value);
          },
          (error: unknown) => {
            isBack();
            reject(error);
          },
        );
      }),
    assertAnswers() {
      if (state.hangs) throw failure();
    },
    stop: () => stopping.abort(new Error('the store is closed')),
  };
}
