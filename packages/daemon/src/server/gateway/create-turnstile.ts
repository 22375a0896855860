/** Lets requests begin in the order in which they came, some in each round of the event loop. */
export interface Turnstile {
  /** Calls back when the next request may begin. */
  enter(begin: () => void): void;
  /** A connection was taken on. */
  connected(): void;
}

export interface TurnstileOptions {
  /** Milliseconds, always growing. */
  readonly now?: () => number;
  /** Calls in the next round of the event loop. */
  readonly nextRound?: (then: () => void) => void;
  /** Calls when what was just begun has gone as far as it can go at once. */
  readonly afterwards?: (then: () => void) => void;
}

/** Milliseconds of a round after which none begins any more. */
const ROUND_MS = 1;

/**
 * Node takes on one new connection a round: where a round begins dozens of turns at once, whoever connects meanwhile waits
 * for dozens of such rounds. So a round in which a connection was taken on, behind which others may wait, begins one
 * request, and any other as many as begin within a millisecond: what goes out to the same program in one round costs
 * the system less.
 */
export function createTurnstile({
  now = () => performance.now(),
  nextRound = (then) => void setImmediate(then),
  afterwards = afterMicrotasks,
}: TurnstileOptions = {}): Turnstile {
  const waiting: (() => void)[] = [];
  let hasConnected = false;
  let end = 0;

  function round(): void {
    end = hasConnected ? 0 : now() + ROUND_MS;
    hasConnected = false;
    next();
  }

  function next(): void {
    waiting.shift()?.();
    if (waiting.length === 0) return;
    if (now() < end) afterwards(next);
    else nextRound(round);
  }

  return {
    enter(begin) {
      waiting.push(begin);
      if (waiting.length === 1) nextRound(round);
    },
    connected() {
      hasConnected = true;
    },
  };
}

/** What is set for the next tick within a microtask runs when no microtask is left. */
function afterMicrotasks(then: () => void): void {
  queueMicrotask(() => process.nextTick(then));
}
