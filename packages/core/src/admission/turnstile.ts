import type { Clock } from '../clock/index.ts';
import type { JackdawError } from '../errors/index.ts';
import type { Priority } from '../turn/chat-request.ts';
import { WaitingLine } from './waiting-line.ts';

export interface TurnstileOptions<Need> {
  readonly clock: Clock;
  /** Milliseconds until this need can be met; 0: now; Infinity: not before `serve` is called again. */
  readonly waitFor: (need: Need) => number;
  /** Takes what the need is; called once for each who is let in, right after `waitFor` said 0. */
  readonly take: (need: Need) => void;
  /** Why nobody with this need is let in or may go on waiting; null where they may. */
  readonly refusal?: (need: Need) => JackdawError | null;
}

/** How it stands with somebody who waits. */
export interface Place<Need> {
  /** From 1. */
  readonly position: number;
  readonly need: Need;
}

interface Waiter<Need> {
  readonly need: Need;
  state: 'waiting' | 'admitted' | JackdawError;
  position: number;
  wake: () => void;
}

/** Timers overflow past 24 days, and then fire at once. */
const LONGEST_NAP_MS = 3_600_000;
/** Milliseconds between two words to those who wait. */
const TELL_MS = 1_000;

/**
 * Lets callers through as fast as `waitFor` allows: people before scripts, each in order of arrival. Where there is
 * room and nobody waits, a caller passes without a timer or a queue. A timer runs only while someone waits for time to
 * pass.
 */
export class Turnstile<Need> {
  readonly #options: TurnstileOptions<Need>;
  readonly #line = new WaitingLine<Waiter<Need>>();
  #timer: AbortController | null = null;
  #toldAt = -Infinity;

  constructor(options: TurnstileOptions<Need>) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Those who count against the places for one more of this kind: scripts take none from people. */
  waitingAhead(priority: Priority): number {
    return this.#line.ahead(priority);
  }

  /** True where the caller is through; false where there is a wait. Throws the refusal. */
  tryEnter(need: Need): boolean {
    this.#checkRefusal(need);
    if (this.#line.length > 0 || this.#options.waitFor(need) > 0) return false;
    this.#options.take(need);
    return true;
  }

  /**
   * Waits in line. Yields the place at the start and, at most once a second, as it moves up. Throws the refusal, also
   * one that comes up meanwhile. On abort, or where the reader leaves, the place goes to the next, and `onLost` is told
   * where what was waited for had been taken in the same moment.
   */
  async *enter(
    need: Need,
    priority: Priority,
    signal: AbortSignal,
    onLost: () => void,
    first = false,
  ): AsyncGenerator<Place<Need>, void, void> {
    signal.throwIfAborted();
    const waiter: Waiter<Need> = { need, state: 'waiting', position: 0, wake: () => undefined };
    if (first) this.#line.addFirst(priority, waiter);
    else this.#line.add(priority, waiter);
    waiter.position = this.#line.placeOf(waiter);
    let through = false;
    try {
      this.#serveLater();
      let told = 0;
      while (waiter.state === 'waiting') {
        if (waiter.position === told) await wakeUp(waiter, signal);
        else yield { position: (told = waiter.position), need };
      }
      if (waiter.state !== 'admitted') throw waiter.state;
      through = true;
    } finally {
      if (!through) this.#leave(waiter, onLost);
    }
  }

  /** Lets in as many of the line as there is room for, and turns away those who are refused by now. */
  serve(): void {
    if (this.#options.refusal !== undefined) this.#refuse();
    while (true) {
      const next = this.#line.peek();
      if (next === undefined || this.#options.waitFor(next.need) > 0) break;
      this.#line.next();
      this.#options.take(next.need);
      next.state = 'admitted';
      next.wake();
    }
    this.#tell();
    if (this.#line.length > 0) this.#serveLater();
    else this.#stopTimer();
  }

  #checkRefusal(need: Need): void {
    const refusal = this.#options.refusal?.(need) ?? null;
    if (refusal !== null) throw refusal;
  }

  #refuse(): void {
    for (const waiter of this.#line.entries()) {
      const refusal = this.#options.refusal?.(waiter.need) ?? null;
      if (refusal === null) continue;
      this.#line.remove(waiter);
      waiter.state = refusal;
      waiter.wake();
    }
  }

  /** The waiter gave up: its place goes to the next, and so does what it had just got. */
  #leave(waiter: Waiter<Need>, onLost: () => void): void {
    if (waiter.state === 'admitted') onLost();
    else this.#line.remove(waiter);
    this.serve();
  }

  /** Whoever has moved up learns of it, not more often than they can read. */
  #tell(): void {
    const now = this.#options.clock.monotonic();
    if (this.#line.length === 0 || now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    for (const waiter of this.#line.entries()) {
      const position = this.#line.placeOf(waiter);
      if (position === waiter.position) continue;
      waiter.position = position;
      waiter.wake();
    }
  }

  #serveLater(): void {
    const next = this.#line.peek();
    if (next === undefined) return;
    const waitMs = this.#options.waitFor(next.need);
    this.#stopTimer();
    if (waitMs === Infinity) return;
    const controller = new AbortController();
    this.#timer = controller;
    const wake = () => {
      if (this.#timer === controller) this.#timer = null;
      this.serve();
    };
    this.#options.clock
      .sleep(Math.min(waitMs, LONGEST_NAP_MS), controller.signal)
      .then(wake, () => undefined);
  }

  #stopTimer(): void {
    this.#timer?.abort();
    this.#timer = null;
  }
}

function wakeUp(waiter: { wake: () => void }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    waiter.wake = () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
