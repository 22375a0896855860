import { queueFull, Turnstile } from '../admission/index.ts';
import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { RateLimits } from '../provider/index.ts';
import type { ChatEventOf, UpstreamWaitReason } from '../turn/chat-event.ts';
import type { Priority } from '../turn/chat-request.ts';
import type { Usage } from '../turn/usage.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { GatedCall, GateState, Pass } from './gate.ts';
import { ModelBuckets } from './model-buckets.ts';
import { OutputEstimate } from './output-estimate.ts';
import { Pacing } from './pacing.ts';
import { breakerRefusal, pauseRefusal } from './refusals.ts';
import { NOTHING, type Reservation } from './reservation.ts';
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

/** Calls that go out before the first answer has told the limits; a person's may be more, so that scripts do not hold it up. */
const UNTOLD_CALLS = 4;
const UNTOLD_CALLS_OF_PEOPLE = 8;

const GONE = new JackdawError('cancelled', 'The caller left before the call went out.');

/** One model at one server, on one account. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #breaker: CircuitBreaker;
  readonly #buckets: ModelBuckets;
  readonly #pacing: Pacing;
  readonly #output = new OutputEstimate();
  readonly #turnstile: Turnstile<GatedCall>;
  /** Passes of calls that are through, until their owners take them. */
  readonly #granted = new Map<GatedCall, Pass>();
  /** Reserved by calls under way; `counted` where the upstream has said how many tokens the prompt has. */
  readonly #underWay = new Map<Pass, { reserved: Reservation; counted: boolean }>();
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
    this.#turnstile = new Turnstile<GatedCall>({
      clock,
      waitFor: (call) => this.#holdUp(call).ms,
      take: (call) => this.#take(call),
      refusal: (call) => this.#refusal(call),
    });
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
      underWay: this.#underWay.size,
      waiting: this.waiting,
      pausedMs: this.#pausedMs,
      limits: this.#buckets.limits,
    };
  }

  /** Nothing would be lost with it. */
  isIdleSince(time: number): boolean {
    const quiet = this.#underWay.size === 0 && this.waiting === 0 && this.#usedAt < time;
    return quiet && this.#breaker.state === 'closed' && this.#pausedMs === 0;
  }

  expectedOutput(maxTokens: number): number {
    return this.#output.expect(maxTokens);
  }

  serve(): void {
    if (this.waiting > 0) this.#turnstile.serve();
  }

  /** See `Gate.enter`. */
  async *enter(
    call: GatedCall,
    signal: AbortSignal,
  ): AsyncGenerator<ChatEventOf<'upstream-wait'>, Pass, void> {
    signal.throwIfAborted();
    this.#usedAt = this.#options.clock.monotonic();
    this.#pacing.arrived();
    if (this.#turnstile.tryEnter(call)) return this.#passOf(call);

    const { slots, model } = this.#options;
    const ahead = slots.waitingAhead(call.priority);
    if (ahead >= slots.maxWaiting) {
      throw queueFull(ahead, this.#queueTime(call, this.waitingAhead(call.priority) + 1));
    }
    const onLost = () => this.#passOf(call).end(GONE);
    for await (const { position } of this.#turnstile.enter(call, call.priority, signal, onLost, call.again)) {
      const { reason } = this.#holdUp(call);
      yield { type: 'upstream-wait', model, reason, position, waitMs: this.#queueTime(call, position) };
    }
    return this.#passOf(call);
  }

  get #pausedMs(): number {
    return Math.max(0, this.#pausedUntil - this.#options.clock.monotonic());
  }

  #holdUp(call: GatedCall): HoldUp {
    if (!this.#options.slots.isFree) return { ms: Infinity, reason: 'concurrency' };
    if (this.#breaker.state === 'half-open') return { ms: Infinity, reason: 'recovery' };
    const untold = call.priority === 'person' ? UNTOLD_CALLS_OF_PEOPLE : UNTOLD_CALLS;
    if (!this.#told && this.#underWay.size >= untold) return { ms: Infinity, reason: 'first-answer' };
    const holdUps: HoldUp[] = [
      { ms: this.#pausedMs, reason: 'retry-after' },
      { ms: this.#pacing.waitMs, reason: 'recovery' },
      this.#buckets.holdUp(this.#reservationOf(call)),
    ];
    return holdUps.reduce((longest, next) => (next.ms > longest.ms ? next : longest));
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

  #passOf(call: GatedCall): Pass {
    const pass = this.#granted.get(call);
    if (pass === undefined) throw new Error('Whoever is through has a pass.');
    this.#granted.delete(call);
    return pass;
  }

  #take(call: GatedCall): void {
    const reserved = this.#reservationOf(call);
    this.#options.slots.take();
    this.#buckets.take(reserved);
    this.#pacing.sent(this.waiting);
    this.#granted.set(call, this.#createPass(reserved, this.#breaker.enter(), call.again));
  }

  #createPass(reservation: Reservation, probe: boolean, again: boolean): Pass {
    const { clock, slots } = this.#options;
    const started = clock.monotonic();
    const entry = { reserved: reservation, counted: false };
    let answered = false;
    let usage: Usage | null = null;
    let headers: RateLimits | null = null;

    /** Puts the upstream's count in the estimate's place, and then what it said is left: that is less by this call. */
    const settle = (actual: Reservation) => {
      const { reserved } = entry;
      entry.reserved = actual;
      entry.counted = true;
      this.#buckets.outstanding = this.#outstanding();
      this.#buckets.giveBack({
        requests: reserved.requests - actual.requests,
        input: reserved.input - actual.input,
        output: reserved.output - actual.output,
      });
      if (headers === null) return;
      this.#buckets.told(headers);
      headers = null;
      this.#learn();
    };
    const pass: Pass = {
      told: (limits) => {
        headers = limits;
      },
      began: () => {
        if (answered) return;
        answered = true;
        this.#succeeded(probe);
        if (headers === null) this.#learn();
      },
      counted: (counted) => {
        usage = counted;
        const { requests, output } = entry.reserved;
        settle({ requests, input: countedInput(counted), output: Math.max(output, counted.output) });
        this.#learn();
        this.serve();
      },
      end: (error) => {
        if (!this.#underWay.delete(pass)) return;
        const { reserved } = entry;
        settle(error === GONE ? NOTHING : takenBy(reserved, usage, error));
        if (usage !== null && error === null) this.#output.saw(usage.output);
        this.#judge(error, probe, answered, again);
        this.#usedAt = clock.monotonic();
        slots.release(clock.monotonic() - started);
        this.serve();
      },
    };
    this.#underWay.set(pass, entry);
    this.#buckets.outstanding = this.#outstanding();
    return pass;
  }

  /** What calls under way will take of the upstream's buckets: all of their output, and of those not counted the rest. */
  #outstanding(): Reservation {
    let [requests, input, output] = [0, 0, 0];
    for (const { reserved, counted } of this.#underWay.values()) {
      output += reserved.output;
      if (counted) continue;
      requests += reserved.requests;
      input += reserved.input;
    }
    return { requests, input, output };
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

  #judge(error: JackdawError | null, probe: boolean, answered: boolean, again: boolean): void {
    const pauseMs = error?.retryable === true ? (error.retryAfterMs ?? 0) : 0;
    const verdict = verdictOn(error, answered);
    if (error !== null && (verdict === 'ill' || pauseMs > 0)) this.#lastFailure = error;
    // One question counts once, however often it is tried: else a lone user's few would open the breaker.
    if (verdict === 'ill' && again && !probe) return this.#pauseFor(pauseMs);
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
