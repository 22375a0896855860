import type { Clock } from '../clock/index.ts';
import type { ModelCall } from '../provider/index.ts';
import type { Gate } from './gate.ts';
import { Lane, type Slots } from './lane.ts';

export interface GateOptions {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Calls under way at the same time, over all models. */
  readonly maxConcurrent: number;
  /** Calls that may wait, over all models; as many of people may, however many of scripts do. */
  readonly maxQueue: number;
  /** Longest `retry-after` that is waited for, in milliseconds. */
  readonly maxRetryAfterMs: number;
}

/** How long a call is taken to last before any has ended, in milliseconds. */
const FIRST_GUESS_MS = 2_000;
/** Weight of the newest call in the moving average of how long calls last. */
const NEWEST = 0.2;
/** Milliseconds after which an unused lane may be forgotten. */
const IDLE_MS = 600_000;

/** One lane for each model at each server and account; the calls at once are shared. */
export function createGate({ clock, random, maxConcurrent, maxQueue, maxRetryAfterMs }: GateOptions): Gate {
  let lanes: readonly Lane[] = [];
  /** The place of the lane that is served next. */
  let next = 0;
  let underWay = 0;
  let usualMs = FIRST_GUESS_MS;

  const slots: Slots = {
    get isFree() {
      return underWay < maxConcurrent;
    },
    waitFor: (calls) => Math.ceil((calls / maxConcurrent) * usualMs),
    waitingAhead(priority) {
      let sum = 0;
      for (const lane of lanes) sum += lane.waitingAhead(priority);
      return sum;
    },
    maxWaiting: maxQueue,
    take() {
      underWay += 1;
    },
    release(lastedMs) {
      underWay -= 1;
      usualMs += NEWEST * (lastedMs - usualMs);
      serveOthers();
    },
  };

  /** Begins with another lane each time, so that none is always last. */
  function serveOthers(): void {
    for (let turn = 0; turn < lanes.length; turn += 1) {
      if (underWay >= maxConcurrent) break;
      lanes[(next + turn) % lanes.length]?.serve();
    }
    next = (next + 1) % lanes.length;
  }

  function laneOf({ model, upstream }: ModelCall): Lane {
    for (const lane of lanes) if (lane.isFor(model, upstream)) return lane;
    // Ids come from callers, who may make up ever new ones.
    const since = clock.monotonic() - IDLE_MS;
    const lane = new Lane({ model, upstream, clock, random, slots, maxRetryAfterMs });
    lanes = [...lanes.filter((known) => !known.isIdleSince(since)), lane];
    return lane;
  }

  return {
    enter: (gated, signal, tell) => laneOf(gated.call).enter(gated, signal, tell),
    expectedOutput: (call) => laneOf(call).expectedOutput(call.maxTokens),
    states: () => lanes.map((lane) => lane.state),
  };
}
