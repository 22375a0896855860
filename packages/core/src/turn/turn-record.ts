import type { JackdawError } from '../errors/index.ts';
import type { OpenTurn } from '../history/index.ts';
import type { BillTotal } from './bill.ts';
import type { Caller } from './caller.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatRequest } from './chat-request.ts';
import type { LoggedEvent } from './event-log.ts';
import type { TurnResult } from './turn-result.ts';
import type { Usage } from './usage.ts';

/** All there is to know of a turn when it is over; history, ledger and traces are made of it. */
export interface TurnRecord {
  readonly turnId: string;
  readonly traceId: string;
  /** Null where the caller keeps the conversation. */
  readonly open: OpenTurn | null;
  readonly request: ChatRequest;
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly ttftMs: number | null;
  readonly events: readonly LoggedEvent<ChatEvent>[];
  /** The answer's text, as far as it came. */
  readonly text: string;
  /** How many pieces of it were written while it came. */
  readonly partialChunks: number;
  /** What the upstream billed for this turn's own calls. */
  readonly bill: BillTotal;
  readonly ending:
    | { readonly result: TurnResult }
    | { readonly error: JackdawError; readonly usage: Usage | null; readonly costUsd: number | null };
}
