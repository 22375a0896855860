import { ClockedTokenBucket } from '../admission/index.ts';
import type { Clock } from '../clock/index.ts';
import type { RateLimits } from '../provider/index.ts';
import { NOTHING, type Reservation } from './reservation.ts';

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

const PER_MINUTE = 60;

/**
 * The upstream's own token buckets of one model, as far as it has told of them: filled continuously, a sixtieth of the
 * limit a second, never above the limit. Calls are reserved by estimate before they go out and settled by what the
 * upstream counted, so that what is here never exceeds what is there: nor by what would flow in while its own bucket,
 * from which the reserved has not been taken yet, is full.
 */
export class ModelBuckets {
  readonly #clock: Clock;
  readonly #buckets = new Map<Kind, ClockedTokenBucket>();
  #outstanding: Reservation = NOTHING;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What calls under way have reserved and the upstream may not have counted yet, from now on. */
  set outstanding(outstanding: Reservation) {
    this.#outstanding = outstanding;
    for (const [kind, bucket] of this.#buckets) {
      bucket.drip();
      bucket.outstanding = AMOUNTS[kind](outstanding);
    }
  }

  /** Learns. What the upstream says is left includes what is outstanding. */
  told(limits: RateLimits): void {
    const split = limits.inputTokens !== undefined || limits.outputTokens !== undefined;
    for (const kind of KINDS) {
      const told = limits[kind];
      if (told === undefined || told.limit <= 0 || (kind === 'tokens' && split)) continue;
      const bucket = this.#bucketOf(kind, told.limit);
      bucket.drip();
      bucket.content = Math.min(bucket.content, told.remaining - bucket.outstanding);
    }
  }

  /** How long until all of this is there; a call that wants more than a limit waits until it is all there. */
  holdUp(need: Reservation): HoldUp {
    return this.#longest((bucket, kind) => bucket.waitFor(Math.min(AMOUNTS[kind](need), bucket.bucketSize)));
  }

  /** How long until so many calls like this have gone, the last included. */
  queueTime(need: Reservation, calls: number): number {
    return this.#longest((bucket, kind) => bucket.waitFor(AMOUNTS[kind](need) * calls)).ms;
  }

  take(need: Reservation): void {
    for (const [kind, bucket] of this.#buckets) bucket.take(AMOUNTS[kind](need));
  }

  /** Puts back what was reserved in vain; negative amounts are taken. */
  giveBack(unused: Reservation): void {
    for (const [kind, bucket] of this.#buckets) {
      bucket.drip();
      bucket.giveBack(AMOUNTS[kind](unused));
    }
  }

  get limits(): RateLimits {
    const limits: Partial<Record<Kind, { limit: number; remaining: number }>> = {};
    for (const [kind, bucket] of this.#buckets) {
      bucket.drip();
      limits[kind] = { limit: bucket.bucketSize, remaining: Math.max(0, Math.floor(bucket.content)) };
    }
    return limits;
  }

  #bucketOf(kind: Kind, limit: number): ClockedTokenBucket {
    let bucket = this.#buckets.get(kind);
    if (bucket === undefined) {
      bucket = new ClockedTokenBucket(limit, limit / PER_MINUTE, this.#clock);
      bucket.outstanding = AMOUNTS[kind](this.#outstanding);
      this.#buckets.set(kind, bucket);
    } else if (bucket.bucketSize !== limit) {
      bucket.drip();
      bucket.bucketSize = limit;
      bucket.tokensPerInterval = limit / PER_MINUTE;
    }
    return bucket;
  }

  #longest(wait: (bucket: ClockedTokenBucket, kind: Kind) => number): HoldUp {
    let longest: HoldUp = { ms: 0, reason: 'requests' };
    for (const [kind, bucket] of this.#buckets) {
      const ms = wait(bucket, kind);
      if (ms > longest.ms) longest = { ms, reason: REASONS[kind] };
    }
    return longest;
  }
}
