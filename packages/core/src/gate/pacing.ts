import { SlidingCount } from '../clock/index.ts';

/** Milliseconds after a pause during which calls go out evenly. */
const EVEN_MS = 10_000;
const WINDOW_MS = 10_000;
/** Calls a second, at least: nobody alone notices. */
const MIN_RATE = 10;
/** Above the rate at which calls come in, so that the line gets shorter. */
const SURPLUS = 1.5;

/**
 * After trouble, all who waited would call at once and bring the trouble back. For some seconds, and as long as a line
 * is left, calls go out one by one, not much faster than they come in.
 */
export class Pacing {
  readonly #monotonic: () => number;
  readonly #arrivals: SlidingCount;
  #evenUntil = -Infinity;
  #nextAt = -Infinity;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#arrivals = new SlidingCount(monotonic, WINDOW_MS);
  }

  arrived(): void {
    this.#arrivals.add();
  }

  /** From `at` on (monotonic ms) the upstream may be called again. */
  resumeAt(at: number): void {
    this.#evenUntil = Math.max(this.#evenUntil, at + EVEN_MS);
  }

  /** Milliseconds until the next call may go out. */
  get waitMs(): number {
    return this.#isOn ? Math.max(0, this.#nextAt - this.#monotonic()) : 0;
  }

  /** A call goes out; `waiting` are left. */
  sent(waiting: number): void {
    if (!this.#isOn) return;
    const now = this.#monotonic();
    if (waiting > 0) this.#evenUntil = Math.max(this.#evenUntil, now + EVEN_MS);
    const rate = Math.max(MIN_RATE, (SURPLUS * this.#arrivals.total * 1000) / WINDOW_MS);
    this.#nextAt = Math.max(now, this.#nextAt) + 1000 / rate;
  }

  get #isOn(): boolean {
    return this.#monotonic() < this.#evenUntil;
  }
}
