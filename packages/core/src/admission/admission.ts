import type { ChatRequest } from '../turn/chat-request.ts';
import type { Tell } from '../turn/tell.ts';

/** A place in the pipeline; give it back exactly once. */
export interface Ticket {
  /** `charged: false` for an answer that cost the upstream nothing: it does not count against the rate. */
  release(outcome: { readonly charged: boolean }): void;
}

/** Who may go on, when. */
export interface Admission {
  /** Turns that wait. */
  readonly waiting: number;
  /** Throws `too_large` for a prompt that would not be let in, before anything is kept of it. */
  checkPrompt(prompt: string): void;
  /** A place at once, or null where there is a wait. Throws `too_large`. */
  tryAdmit(request: ChatRequest): Ticket | null;
  /**
   * Waits for a place, people before scripts, and tells of the wait. Rejects with `queue_full` (with `retryAfterMs`) or
   * `too_large`; on abort leaves the queue and rejects with `signal.reason`.
   */
  admit(request: ChatRequest, signal: AbortSignal, tell: Tell): Promise<Ticket>;
}
