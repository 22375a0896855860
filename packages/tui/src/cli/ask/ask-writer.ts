import type { ChatEvent, TurnResult, WireError } from '@jackdaw/core/protocol';

/** Why there is no answer. */
export interface AskFailure {
  readonly error: WireError;
  readonly traceId?: string | undefined;
  readonly conversationId?: string | null | undefined;
  /** The part of the answer that had arrived. */
  readonly text: string;
}

/** How one form of output tells a turn. Exactly one of `result` and `failure` is called, last. */
export interface AskWriter {
  event(event: ChatEvent): Promise<void>;
  result(result: TurnResult): Promise<void>;
  failure(failure: AskFailure): Promise<void>;
}
