import { ClockedTokenBucket } from '../admission/index.ts';
import type { Clock } from '../clock/index.ts';
import type { RateLimits } from '../provider/index.ts';
import { minus, NOTHING, type Reservation } from './reservation.ts';

const KINDS = ['requests', 'inputTokens', 'outputTokens', 'tokens'] as const;
type Kind = (typeof KINDS)[number];

const AMOUNTS: Readonly<Record<Kind, (of: Reservation) => number>> = {
  requests: ({ requests }) => requests,
  inputTokens: ({ input }) => input,
  outputTokens: ({ output }) => output,
  tokens: ({ input, output }) => input + output,
};

const REASONS = {
  requests: 'requests',
  inputTokens: 'input-tokens',
  outputTokens: 'output-tokens',
  tokens: 'input-tokens',
} as const satisfies Readonly<Record<Kind, string>>;

export interface HoldUp {
  /** Milliseconds. */
  readonly ms: number;
  readonly reason: (typeof REASONS)[Kind];
}

interface Limit {
  readonly kind: Kind;
  readonly bucket: ClockedTokenBucket;
}

const NO_HOLD_UP: HoldUp = { ms: 0, reason: 'requests' };

const PER_MINUTE = 60;

/**
 * The upstream's own token buckets of one model, as far as it has told of them: filled continuously, a sixtieth of the
 * limit a second, never above the limit. Calls are reserved by estimate before they go out and settled by what the
 * upstream counted, so that what is here never exceeds what is there: nor by what would flow in while its own bucket,
 * from which the reserved has not been taken yet, is full.
 */
export class ModelBuckets {
  readonly #clock: Clock;
  readonly #limits: Limit[] = [];
  #outstanding: Reservation = NOTHING;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Learns. What the upstream says is left includes what is outstanding. */
  told(limits: RateLimits): void {
    const split = limits.inputTokens !== undefined || limits.outputTokens !== undefined;
    const now = this.#clock.monotonic();
    for (const kind of KINDS) {
      const told = limits[kind];
      if (told === undefined || told.limit <= 0 || (kind === 'tokens' && split)) continue;
      const bucket = this.#bucketOf(kind, told.limit, now);
      bucket.content = Math.min(bucket.content, told.remaining - bucket.outstanding);
    }
  }

  /** How long until all of this is there; a call that wants more than a limit waits until it is all there. */
  holdUp(need: Reservation): HoldUp {
    const now = this.#clock.monotonic();
    let longest = NO_HOLD_UP;
    for (const { kind, bucket } of this.#limits) {
      const ms = bucket.waitFor(Math.min(AMOUNTS[kind](need), bucket.bucketSize), now);
      if (ms > longest.ms) longest = { ms, reason: REASONS[kind] };
    }
    return longest;
  }

  /** How long until so many calls like this have gone, the last included. */
  queueTime(need: Reservation, calls: number): number {
    const now = this.#clock.monotonic();
    return Math.max(
      0,
      ...this.#limits.map(({ kind, bucket }) => bucket.waitFor(AMOUNTS[kind](need) * calls, now)),
    );
  }

  /** A call goes out. `outstanding`: what the upstream may not have counted yet of all calls under way, from now on. */
  take(need: Reservation, outstanding: Reservation): void {
    this.settle(minus(NOTHING, need), outstanding);
  }

  /** Puts back what was reserved in vain; negative amounts are taken. `outstanding` as for `take`. */
  settle(unused: Reservation, outstanding: Reservation): void {
    this.#outstanding = outstanding;
    const now = this.#clock.monotonic();
    for (const { kind, bucket } of this.#limits) {
      bucket.drip(now);
      bucket.outstanding = AMOUNTS[kind](outstanding);
      bucket.giveBack(AMOUNTS[kind](unused));
    }
  }

  get limits(): RateLimits {
    const limits: Partial<Record<Kind, { limit: number; remaining: number }>> = {};
    for (const { kind, bucket } of this.#limits) {
      bucket.drip();
      limits[kind] = { limit: bucket.bucketSize, remaining: Math.max(0, Math.floor(bucket.content)) };
    }
    return limits;
  }

  /** As full as it is at `now`. */
  #bucketOf(kind: Kind, limit: number, now: number): ClockedTokenBucket {
    const known = this.#limits.find((each) => each.kind === kind)?.bucket;
    if (known !== undefined) {
      known.drip(now);
      known.bucketSize = limit;
      known.tokensPerInterval = limit / PER_MINUTE;
      return known;
    }
    const bucket = new ClockedTokenBucket(limit, limit / PER_MINUTE, this.#clock);
    bucket.outstanding = AMOUNTS[kind](this.#outstanding);
    this.#limits.push({ kind, bucket });
    return bucket;
  }
}
