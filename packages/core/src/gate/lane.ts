import { queueFull, Turnstile } from '../admission/index.ts';
import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { Upstream } from '../provider/index.ts';
import type { UpstreamWaitReason } from '../turn/chat-event.ts';
import type { Priority } from '../turn/chat-request.ts';
import type { Tell } from '../turn/tell.ts';
import type { Usage } from '../turn/usage.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { GatedCall, GateState, Pass } from './gate.ts';
import { LanePass, type PassWatch } from './lane-pass.ts';
import { ModelBuckets } from './model-buckets.ts';
import { OutputEstimate } from './output-estimate.ts';
import { Pacing } from './pacing.ts';
import { breakerRefusal, pauseRefusal } from './refusals.ts';
import { minus, NOTHING, plus, type Reservation } from './reservation.ts';
import { countedInput, takenBy } from './taken-by.ts';
import { verdictOn } from './verdict.ts';

/** What all lanes share: the calls at once, and the places to wait in. */
export interface Slots {
  readonly isFree: boolean;
  /** Milliseconds, about, until so many calls have ended. */
  waitFor(calls: number): number;
  /** Over all lanes, those who count against the places for one more of this kind. */
  waitingAhead(priority: Priority): number;
  readonly maxWaiting: number;
  take(): void;
  /** `lastedMs`: how long the call was under way. Lets in whoever waits for it. */
  release(lastedMs: number): void;
}

export interface LaneOptions {
  readonly model: string;
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly slots: Slots;
  /** Longest `retry-after` that is waited for, in milliseconds. */
  readonly maxRetryAfterMs: number;
}

interface HoldUp {
  readonly ms: number;
  readonly reason: UpstreamWaitReason;
}

const NO_SLOT: HoldUp = { ms: Infinity, reason: 'concurrency' };
const PROBE_UNDER_WAY: HoldUp = { ms: Infinity, reason: 'recovery' };
const NO_ANSWER_YET: HoldUp = { ms: Infinity, reason: 'first-answer' };

/** Calls that go out before the first answer has told the limits; a person's may be more, so that scripts do not hold it up. */
const UNTOLD_CALLS = 4;
const UNTOLD_CALLS_OF_PEOPLE = 8;

const GONE = new JackdawError('cancelled', 'The caller left before the call went out.');

/** One model at one server, on one account. */
export class Lane implements PassWatch {
  readonly #options: LaneOptions;
  readonly #breaker: CircuitBreaker;
  readonly #buckets: ModelBuckets;
  readonly #pacing: Pacing;
  readonly #output = new OutputEstimate();
  readonly #turnstile: Turnstile<LanePass>;
  /** Calls. */
  #underWay = 0;
  /** What calls under way will still take of the upstream's buckets: all of their output, and of those not counted the rest. */
  #outstanding: Reservation = NOTHING;
  #told = false;
  #pausedUntil = 0;
  #lastFailure: JackdawError | null = null;
  #usedAt: number;

  constructor(options: LaneOptions) {
    const { clock, random } = options;
    this.#options = options;
    this.#breaker = new CircuitBreaker({ monotonic: clock.monotonic, random });
    this.#buckets = new ModelBuckets(clock);
    this.#pacing = new Pacing(clock.monotonic);
    this.#usedAt = clock.monotonic();
    this.#turnstile = new Turnstile<LanePass>({
      clock,
      waitFor: ({ gated }) => this.#holdUp(gated).ms,
      take: (pass) => this.#take(pass),
      refusal: ({ gated }) => this.#refusal(gated),
    });
  }

  isFor(model: string, { baseUrl, apiKey }: Upstream): boolean {
    const { model: own, upstream } = this.#options;
    return model === own && baseUrl === upstream.baseUrl && apiKey === upstream.apiKey;
  }

  get waiting(): number {
    return this.#turnstile.waiting;
  }

  waitingAhead(priority: Priority): number {
    return this.#turnstile.waitingAhead(priority);
  }

  get state(): GateState {
    return {
      model: this.#options.model,
      breaker: this.#breaker.state,
      underWay: this.#underWay,
      waiting: this.waiting,
      pausedMs: this.#pausedMs,
      limits: this.#buckets.limits,
    };
  }

  /** Nothing would be lost with it. */
  isIdleSince(time: number): boolean {
    const quiet = this.#underWay === 0 && this.waiting === 0 && this.#usedAt < time;
    return quiet && this.#breaker.state === 'closed' && this.#pausedMs === 0;
  }

  expectedOutput(maxTokens: number): number {
    return this.#output.expect(maxTokens);
  }

  serve(): void {
    if (this.waiting > 0) this.#turnstile.serve();
  }

  /** See `Gate.enter`. */
  async enter(call: GatedCall, signal: AbortSignal, tell: Tell): Promise<Pass> {
    signal.throwIfAborted();
    this.#usedAt = this.#options.clock.monotonic();
    this.#pacing.arrived();
    const pass = new LanePass(call, this);
    if (this.#turnstile.tryEnter(pass)) return pass;

    const { slots, model } = this.#options;
    const ahead = slots.waitingAhead(call.priority);
    if (ahead >= slots.maxWaiting) {
      throw queueFull(ahead, this.#queueTime(call, this.waitingAhead(call.priority) + 1));
    }
    const onLost = () => pass.end(GONE);
    for await (const { position } of this.#turnstile.enter(pass, call.priority, signal, onLost, call.again)) {
      const { reason } = this.#holdUp(call);
      tell({ type: 'upstream-wait', model, reason, position, waitMs: this.#queueTime(call, position) });
    }
    return pass;
  }

  began(pass: LanePass): void {
    this.#succeeded(pass.probe);
    if (pass.headers === null) this.#learn();
  }

  counted(pass: LanePass, usage: Usage): void {
    const { requests, output: expected } = pass.reserved;
    const output = Math.max(expected, usage.output);
    this.#settle(pass, { requests, input: countedInput(usage), output }, { requests: 0, input: 0, output });
    this.#learn();
    this.serve();
  }

  ended(pass: LanePass, error: JackdawError | null): void {
    const { reserved, usage, startedAt } = pass;
    this.#underWay -= 1;
    this.#settle(pass, error === GONE ? NOTHING : takenBy(reserved, usage, error), NOTHING);
    if (usage !== null && error === null) this.#output.saw(usage.output);
    this.#judge(pass, error);
    this.#usedAt = this.#options.clock.monotonic();
    this.#options.slots.release(this.#usedAt - startedAt);
    this.serve();
  }

  get #pausedMs(): number {
    // Most lanes never were: they need not ask for the time.
    return this.#pausedUntil === 0 ? 0 : Math.max(0, this.#pausedUntil - this.#options.clock.monotonic());
  }

  #holdUp(call: GatedCall): HoldUp {
    if (!this.#options.slots.isFree) return NO_SLOT;
    if (this.#breaker.state === 'half-open') return PROBE_UNDER_WAY;
    const untold = call.priority === 'person' ? UNTOLD_CALLS_OF_PEOPLE : UNTOLD_CALLS;
    if (!this.#told && this.#underWay >= untold) return NO_ANSWER_YET;
    const [paused, paced] = [this.#pausedMs, this.#pacing.waitMs];
    const limited = this.#buckets.holdUp(this.#reservationOf(call));
    if (paused >= paced && paused >= limited.ms) return { ms: paused, reason: 'retry-after' };
    return paced >= limited.ms ? { ms: paced, reason: 'recovery' } : limited;
  }

  /** Milliseconds, about, until whoever has this place in the line is let in. */
  #queueTime(call: GatedCall, place: number): number {
    const { slots } = this.#options;
    const byLimits = this.#buckets.queueTime(this.#reservationOf(call), place);
    const bySlots = slots.isFree ? 0 : slots.waitFor(place);
    return Math.ceil(Math.max(this.#pausedMs + this.#pacing.waitMs, byLimits, bySlots));
  }

  #refusal({ priority }: GatedCall): JackdawError | null {
    const { model, maxRetryAfterMs } = this.#options;
    const last = this.#lastFailure;
    if (last === null) return null;
    const paused = this.#pausedMs;
    if (paused > maxRetryAfterMs) return pauseRefusal(model, last, paused);
    const open = this.#breaker.waitMs(priority === 'person');
    return open > 0 ? breakerRefusal(model, last, open) : null;
  }

  #reservationOf({ call, contextTokens }: GatedCall): Reservation {
    return { requests: 1, input: contextTokens, output: this.#output.expect(call.maxTokens) };
  }

  #take(pass: LanePass): void {
    const reserved = this.#reservationOf(pass.gated);
    this.#options.slots.take();
    this.#underWay += 1;
    this.#outstanding = plus(this.#outstanding, reserved);
    this.#buckets.take(reserved, this.#outstanding);
    this.#pacing.sent(this.waiting);
    pass.reserved = reserved;
    pass.outstanding = reserved;
    pass.probe = this.#breaker.enter();
    pass.startedAt = this.#options.clock.monotonic();
  }

  /** Puts the upstream's count in the estimate's place, and then what it said is left: that is less by this call. */
  #settle(pass: LanePass, actual: Reservation, outstanding: Reservation): void {
    const unused = minus(pass.reserved, actual);
    // With the last call goes what is left of sums that were no whole numbers, or too large for one.
    this.#outstanding =
      this.#underWay === 0 ? NOTHING : plus(minus(this.#outstanding, pass.outstanding), outstanding);
    pass.reserved = actual;
    pass.outstanding = outstanding;
    this.#buckets.settle(unused, this.#outstanding);
    if (pass.headers === null) return;
    this.#buckets.told(pass.headers);
    pass.headers = null;
    this.#learn();
  }

  #learn(): void {
    if (this.#told) return;
    this.#told = true;
    this.serve();
  }

  #succeeded(probe: boolean): void {
    this.#breaker.succeeded(probe);
    if (!probe) return;
    this.#pacing.resumeAt(this.#options.clock.monotonic());
    this.serve();
  }

  #judge({ probe, answered, gated }: LanePass, error: JackdawError | null): void {
    const pauseMs = error?.retryable === true ? (error.retryAfterMs ?? 0) : 0;
    const verdict = verdictOn(error, answered);
    if (error !== null && (verdict === 'ill' || pauseMs > 0)) this.#lastFailure = error;
    // One question counts once, however often it is tried: else a lone user's few would open the breaker.
    if (verdict === 'ill' && gated.again && !probe) return this.#pauseFor(pauseMs);
    if (verdict === 'ill') this.#breaker.failed(probe && !answered, pauseMs);
    else if (verdict === 'well' && !answered) this.#succeeded(probe);
    else if (!answered) this.#breaker.undecided(probe);
    this.#pauseFor(pauseMs);
  }

  #pauseFor(pauseMs: number): void {
    if (pauseMs === 0) return;
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.clock.monotonic() + pauseMs);
    this.#pacing.resumeAt(this.#pausedUntil);
  }
}
