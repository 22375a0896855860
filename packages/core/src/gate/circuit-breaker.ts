import { SlidingCount } from '../clock/index.ts';

export interface CircuitBreakerOptions {
  readonly monotonic: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Calls in the window before it may open. Default 10. */
  readonly minCalls?: number;
  /** Share of failures at which it opens. Default 0.5. */
  readonly share?: number;
  /** Milliseconds. Default 30,000. */
  readonly windowMs?: number;
  /** Milliseconds until the first probe; doubled with each probe that fails. Default 2,000. */
  readonly openMs?: number;
  /** Default 5,000. */
  readonly maxOpenMs?: number;
  /** Milliseconds between probes that a person asks for. Default 1,000. */
  readonly urgentMs?: number;
}

/** How far the time to the next probe is moved by chance, so that many daemons do not probe as one. */
const JITTER_SHARE = 0.2;

/**
 * Stops calling what keeps failing, and finds out with single probes when it is well again (M. Nygard, "Release It!",
 * 2007). Closed, it counts; open, it lets nobody through; half-open, one call at a time. A person who asks is let try
 * sooner than a script: they may know that the network is back.
 */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  readonly #good: SlidingCount;
  readonly #bad: SlidingCount;
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  #openFor: number;
  #probeAt = 0;
  #urgentAt = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = {
      minCalls: 10,
      share: 0.5,
      windowMs: 30_000,
      openMs: 2_000,
      maxOpenMs: 5_000,
      urgentMs: 1_000,
      ...options,
    };
    this.#openFor = this.#options.openMs;
    this.#good = new SlidingCount(options.monotonic, this.#options.windowMs);
    this.#bad = new SlidingCount(options.monotonic, this.#options.windowMs);
  }

  get state(): 'closed' | 'open' | 'half-open' {
    return this.#state;
  }

  /** Milliseconds until a call may go through; 0: now. While a probe is under way, the time until the next at most. */
  waitMs(urgent: boolean): number {
    if (this.#state === 'closed') return 0;
    if (this.#state === 'half-open') return Math.max(1, this.#openFor);
    const at = urgent ? Math.min(this.#urgentAt, this.#probeAt) : this.#probeAt;
    return Math.max(0, at - this.#options.monotonic());
  }

  /** A call goes out. True where it is the probe, whose end must be told as such. */
  enter(): boolean {
    if (this.#state !== 'open') return false;
    this.#state = 'half-open';
    return true;
  }

  succeeded(probe: boolean): void {
    if (probe) {
      this.#state = 'closed';
      this.#openFor = this.#options.openMs;
      this.#good.clear();
      this.#bad.clear();
    }
    this.#good.add();
  }

  /** `atLeastMs`: what the upstream asked for. */
  failed(probe: boolean, atLeastMs = 0): void {
    const { minCalls, share, maxOpenMs } = this.#options;
    this.#bad.add();
    if (probe) {
      this.#openFor = Math.min(maxOpenMs, this.#openFor * 2);
      this.#open(atLeastMs);
    } else if (this.#state === 'closed') {
      const [good, bad] = [this.#good.total, this.#bad.total];
      if (good + bad >= minCalls && bad >= share * (good + bad)) this.#open(atLeastMs);
    }
  }

  /** The call ended without a word on the upstream: cancelled, or refused for what it asked. */
  undecided(probe: boolean): void {
    if (!probe) return;
    this.#state = 'open';
    this.#probeAt = this.#options.monotonic();
  }

  #open(atLeastMs: number): void {
    const { monotonic, random, urgentMs } = this.#options;
    const wait = this.#openFor * (1 + JITTER_SHARE * random());
    this.#state = 'open';
    this.#probeAt = monotonic() + Math.max(wait, atLeastMs);
    this.#urgentAt = monotonic() + Math.max(urgentMs, atLeastMs);
  }
}
