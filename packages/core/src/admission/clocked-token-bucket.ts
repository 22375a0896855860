import { TokenBucket } from 'limiter';
import type { Clock } from '../clock/index.ts';

/**
 * The limiter's token bucket on the injected clock, full at the start. The package reads `performance.now()` itself,
 * which no test can own; only `drip`, where it does so, is replaced. The content may be taken below zero, and is then
 * waited for.
 */
export class ClockedTokenBucket extends TokenBucket {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Taken here and not yet from what the bucket stands for: as long as that is full, it does not fill further. */
  outstanding = 0;

  /** `perSecond` 0 means no limit; `size` is the burst, at least 1. */
  constructor(size: number, perSecond: number, clock: Pick<Clock, 'monotonic'>) {
    super({ bucketSize: Math.max(1, size), tokensPerInterval: perSecond, interval: 'second' });
    this.#clock = clock;
    this.content = this.bucketSize;
    this.lastDrip = clock.monotonic();
  }

  /** `now`, here and below: the clock's, for who has read it already. */
  override drip(now = this.#clock.monotonic()): boolean {
    const before = Math.floor(this.content);
    const dripped =
      this.tokensPerInterval === 0
        ? Infinity
        : ((now - this.lastDrip) * this.tokensPerInterval) / this.interval;
    this.lastDrip = now;
    const room = Math.max(0, this.bucketSize - this.outstanding - this.content);
    this.content = Math.min(this.bucketSize, this.content + Math.min(dripped, room));
    return Math.floor(this.content) > before;
  }

  /** Takes tokens that are there, or owes them. */
  take(count: number): void {
    this.drip();
    this.content -= count;
  }

  /** Puts back tokens that were taken in vain. */
  giveBack(count: number): void {
    this.content = Math.min(this.bucketSize, this.content + count);
  }

  /** Milliseconds until the `count`-th token from now, counting on nobody else; 0 where it is here. */
  waitFor(count: number, now = this.#clock.monotonic()): number {
    this.drip(now);
    if (count <= this.content) return 0;
    return Math.ceil(((count - this.content) * this.interval) / this.tokensPerInterval);
  }
}
