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
  const lanes = new Map<string, Lane>();
  let underWay = 0;
  let usualMs = FIRST_GUESS_MS;

  const slots: Slots = {
    get isFree() {
      return underWay < maxConcurrent;
    },
    waitFor: (calls) => Math.ceil((calls / maxConcurrent) * usualMs),
    waitingAhead(priority) {
      let sum = 0;
      for (const lane of lanes.values()) sum += lane.waitingAhead(priority);
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
    const [first] = lanes;
    if (first === undefined) return;
    for (const lane of lanes.values()) {
      if (underWay >= maxConcurrent) break;
      lane.serve();
    }
    const [key, lane] = first;
    lanes.delete(key);
    lanes.set(key, lane);
  }

  function laneOf(call: ModelCall): Lane {
    const key = JSON.stringify([call.model, call.upstream.baseUrl, call.upstream.apiKey]);
    let lane = lanes.get(key);
    if (lane === undefined) {
      forgetIdle();
      lane = new Lane({ model: call.model, clock, random, slots, maxRetryAfterMs });
      lanes.set(key, lane);
    }
    return lane;
  }

  /** Ids come from callers, who may make up ever new ones. */
  function forgetIdle(): void {
    const since = clock.monotonic() - IDLE_MS;
    for (const [key, lane] of lanes) if (lane.isIdleSince(since)) lanes.delete(key);
  }

  return {
    enter: (gated, signal) => laneOf(gated.call).enter(gated, signal),
    expectedOutput: (call) => laneOf(call).expectedOutput(call.maxTokens),
    states: () => [...lanes.values()].map((lane) => lane.state),
  };
}
