import type { WireRequest } from '../protocol/request-schema.ts';
import type { Caller } from './caller.ts';
import type { ChatEvent, ChatEventOf } from './chat-event.ts';
import type { CompactOutcome } from './compactor.ts';
import type { LoggedEvent } from './event-log.ts';
import type { PassageRequest } from './to-passage-request.ts';
import type { TurnEstimate } from './turn-estimate.ts';
import type { TurnResult } from './turn-result.ts';

/** A turn under way, or lately over. */
export interface Turn {
  readonly turnId: string;
  readonly traceId: string;
  /** Null where the caller keeps the conversation (`messages`). */
  readonly conversationId: string | null;
  /** Events from number `from` on, to the last. A turn that loses its last reader is stopped after a linger. */
  read(from: number, signal: AbortSignal): AsyncGenerator<LoggedEvent<ChatEvent>, void, void>;
  /** All events, each as it happens, to a function that must not throw; counts as a reader until the one returned is called. */
  follow(hear: (event: ChatEvent) => void): () => void;
  /** The last event alone, for who wants no other; counts as a reader until then. */
  ending(signal: AbortSignal): Promise<ChatEventOf<'turn-end' | 'turn-error'>>;
  /** False where the turn was over. The partial answer is kept; `turn-error` with `cancelled` follows. */
  cancel(): boolean;
}

/** Every turn of the daemon. */
export interface Turns {
  /** Resolves when the question is on record (it survives the death of the process). Throws `invalid_request`, `not_found` (conversation), `shutting_down` after `stop`, … */
  start(request: WireRequest, caller: Caller): Promise<Turn>;
  /**
   * A tool's own request on its way through. Its events are for who asked alone: `get` does not know it. Throws
   * `shutting_down`.
   */
  pass(request: PassageRequest, caller: Caller): Turn;
  /**
   * The short way to an answer that lies ready: an exact hit, for who keeps the conversation and wants no events. Booked
   * like every turn. Null where the whole way has to be gone, with `start`.
   */
  recall(request: WireRequest, caller: Caller): TurnResult | null;
  /** What the question would do if it were asked now. Throws `not_found` (conversation), `context_exceeded`. */
  estimate(request: WireRequest, caller: Caller): Promise<TurnEstimate>;
  /**
   * Has a summary stand for the conversation's older turns. Throws `not_found`, `invalid_request` where nothing is older
   * than what stays, and what the call throws; on abort `signal.reason`. The conversation is as it was then.
   */
  compact(conversationId: string, caller: Caller, signal: AbortSignal): Promise<CompactOutcome>;
  /** Turns under way, and those that ended in the last minutes. */
  get(turnId: string): Turn | undefined;
  /** How many are under way. */
  readonly active: number;
  /** Takes no new ones, cancels all, and resolves when each is on record. */
  stop(): Promise<void>;
}
