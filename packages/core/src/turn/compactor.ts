import type { Compaction, Context } from '../history/index.ts';
import type { RecordAttempt } from '../ledger/index.ts';
import type { Upstream } from '../provider/index.ts';
import type { Route } from '../router/index.ts';
import type { PromptVector } from '../semantic/index.ts';
import type { ChatRequest } from './chat-request.ts';
import type { Tell } from './tell.ts';

/** A conversation that jackdaw keeps, as a turn of it knows it. */
export interface KeptContext {
  readonly conversationId: string;
  readonly context: Context;
  /** The turn goes on with the last answer, which has to stay as it is. */
  readonly continues: boolean;
  /** The last question's vector, where the semantic cache has embedded it. */
  readonly embedding: PromptVector | null;
}

/** A request that may be sent, and where to. */
export interface Roomed {
  readonly request: ChatRequest;
  readonly route: Route;
}

/** What was summarised, as people are told. */
export type CompactOutcome = Pick<Compaction, 'turns' | 'fromTokens' | 'toTokens' | 'model' | 'costUsd'>;

/** Keeps conversations within their models' windows: nothing is ever left out of what is sent without `context-compact`. */
export interface Compactor {
  /**
   * The route of a turn, with older turns summarised where they fill too much of the model's window. Where that fails,
   * the turn goes on as it is, with a `warning`, if it fits. Throws `context_exceeded`; on abort `signal.reason`.
   */
  makeRoom(
    request: ChatRequest,
    kept: KeptContext,
    upstream: Upstream,
    recordAttempt: RecordAttempt,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Roomed>;
  /** The request about as it would be sent now, for an estimate: without what would be summarised. */
  foresee(request: ChatRequest, context: Context, upstream: Upstream): ChatRequest;
  /**
   * Summarises older turns although there is room: all but the last `keep`, or all but the last where there are no
   * more than those. `request` is one without context. Throws `invalid_request` where there is nothing to summarise, and
   * whatever the summary fails with.
   */
  compactNow(
    conversationId: string,
    context: Context,
    request: ChatRequest,
    upstream: Upstream,
    recordAttempt: RecordAttempt,
    signal: AbortSignal,
  ): Promise<CompactOutcome>;
}
