/** Time as the core sees it; injected, so that tests own it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. For dates that people see and records that outlive the process. */
  now(): number;
  /** Milliseconds that never run backwards, for durations. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with `signal.reason` on abort, at once. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
