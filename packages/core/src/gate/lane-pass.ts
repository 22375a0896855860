import type { JackdawError } from '../errors/index.ts';
import type { RateLimits } from '../provider/index.ts';
import type { Usage } from '../turn/usage.ts';
import type { GatedCall, Pass } from './gate.ts';
import { NOTHING, type Reservation } from './reservation.ts';

/** What a lane hears of its calls. */
export interface PassWatch {
  /** Once. */
  began(pass: LanePass): void;
  counted(pass: LanePass, usage: Usage): void;
  /** Once, last. */
  ended(pass: LanePass, error: JackdawError | null): void;
}

/** One call of a lane, from the line that it waits in to its end. */
export class LanePass implements Pass {
  readonly gated: GatedCall;
  /** Monotonic milliseconds at which it went out. */
  startedAt = 0;
  /** Whether it finds out if the upstream is well again. */
  probe = false;
  /** What was taken off the buckets for it: an estimate, and then what the upstream counted. */
  reserved: Reservation = NOTHING;
  /** What the upstream has not counted of that, and will still take of its own buckets. */
  outstanding: Reservation = NOTHING;
  /** What the response's headers said, until it is learned. */
  headers: RateLimits | null = null;
  usage: Usage | null = null;
  answered = false;
  #over = false;
  readonly #watch: PassWatch;

  constructor(gated: GatedCall, watch: PassWatch) {
    this.gated = gated;
    this.#watch = watch;
  }

  told(limits: RateLimits): void {
    this.headers = limits;
  }

  began(): void {
    if (this.answered) return;
    this.answered = true;
    this.#watch.began(this);
  }

  counted(usage: Usage): void {
    this.usage = usage;
    this.#watch.counted(this, usage);
  }

  end(error: JackdawError | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.ended(this, error);
  }
}
