import type { JackdawError } from '../errors/index.ts';
import type { ModelCall, RateLimits } from '../provider/index.ts';
import type { Priority } from '../turn/chat-request.ts';
import type { Tell } from '../turn/tell.ts';
import type { Usage } from '../turn/usage.ts';

/** One upstream call as the gate sees it. */
export interface GatedCall {
  readonly call: ModelCall;
  /** Estimated tokens of the prompt. */
  readonly contextTokens: number;
  readonly priority: Priority;
  /** True for another attempt of a call that has waited before: it goes ahead of its kind. */
  readonly again: boolean;
}

/** Leave for one upstream call. What its owner learns of the upstream is told here; `end` exactly once, last. */
export interface Pass {
  /** What the response's headers say; nothing where they are silent. */
  told(limits: RateLimits): void;
  /** The upstream has begun to answer. */
  began(): void;
  /** What the upstream has counted so far, cumulative. */
  counted(usage: Usage): void;
  /** The call is over: null where it ended well. Cancelled calls end with the error `cancelled`. */
  end(error: JackdawError | null): void;
}

/** How it stands with one model at one server. */
export interface GateState {
  readonly model: string;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly underWay: number;
  readonly waiting: number;
  /** Milliseconds that the upstream asked to be left alone for, from now; 0 where it did not. */
  readonly pausedMs: number;
  readonly limits: RateLimits;
}

/**
 * Stands before the upstream and is shared by all clients of the daemon: limits of each model (learned from response
 * headers), calls at once, pauses that the upstream asked for, and a circuit breaker.
 */
export interface Gate {
  /**
   * Waits for leave and tells of the wait. Rejects with `queue_full`, `rate_limited` where the upstream wants to be left alone
   * for longer than is waited for, or the code of the last failure where the breaker is open; each with `retryAfterMs`.
   * On abort leaves the line and rejects with `signal.reason`.
   */
  enter(call: GatedCall, signal: AbortSignal, tell: Tell): Promise<Pass>;
  /** Output tokens that the next answer of this call is expected to have. */
  expectedOutput(call: ModelCall): number;
  states(): GateState[];
}
