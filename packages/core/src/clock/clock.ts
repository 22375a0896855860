/** Time as the core sees it; injected, so that tests own it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. For dates that people see and records that outlive the process. */
  now(): number;
  /** Milliseconds that never run backwards, for durations. */
  monotonic(): number;
  /** Runs `task` when what is under way now is done and its output is sent. Never before the call returns. */
  soon(task: () => void): void;
  /** Resolves after `ms`; rejects with `signal.reason` on abort, at once. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
