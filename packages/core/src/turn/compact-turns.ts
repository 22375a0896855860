import type { Clock } from '../clock/index.ts';
import { JackdawError, toJackdawError } from '../errors/index.ts';
import { applyCompaction, type Compaction, type Context, type Conversations } from '../history/index.ts';
import type { RecordAttempt } from '../ledger/index.ts';
import type { Upstream } from '../provider/index.ts';
import { estimateTokens, tokenizerOf } from '../router/index.ts';
import { hintsOf } from './choose-route.ts';
import type { ChatRequest } from './chat-request.ts';
import type { KeptContext } from './compactor.ts';
import type { Message } from './message.ts';
import { mostThatFit, type CompactionPlan } from './plan-compaction.ts';
import type { AsideStages } from './ask-aside.ts';
import { fitsSummary, summariseTurns } from './summarise-turns.ts';
import type { Tell } from './tell.ts';

export interface CompactStages extends AsideStages {
  readonly clock: Clock;
}

/** On whose behalf and whose bill a summary is made. */
export interface SummaryCall {
  readonly request: ChatRequest;
  readonly upstream: Upstream;
  readonly recordAttempt: RecordAttempt;
  /** Whether the conversation's costs are to be told of it here; else the turn that it is made for tells them. */
  readonly billedHere: boolean;
}

export interface Compacted {
  readonly context: Context;
  readonly compaction: Compaction;
  /** Why it could not be saved; it holds for this turn all the same. */
  readonly unsaved: string | null;
}

/**
 * One summary of the oldest turns, saved, and the context with it in their place. What cannot be saved holds all the same.
 * Throws `invalid_output` where it is no shorter than they are, and whatever `summariseTurns` throws.
 */
export async function compactTurns(
  { conversationId, context, continues }: Omit<KeptContext, 'embedding'>,
  { exchanges: wanted, summaryTokens }: CompactionPlan,
  { request, upstream, recordAttempt, billedHere }: SummaryCall,
  stages: CompactStages,
  conversations: Pick<Conversations, 'compact'>,
  signal: AbortSignal,
  tell: Tell,
): Promise<Compacted> {
  const exchanges = mostThatFit(context, wanted, (messages) =>
    fitsSummary(messages, summaryTokens, request, hintsOf(request, upstream), stages.router),
  );
  const older = context.messages.slice(0, 2 * exchanges);
  const own = { ...stages, recordAttempt: asSummary(recordAttempt) };
  const summary = await summariseTurns(older, summaryTokens, request, upstream, own, signal, tell);
  const tokensOf = (messages: readonly Message[]) =>
    estimateTokens(
      { messages, system: null, tools: [], schema: null },
      upstream.simulated ? 'quarters' : tokenizerOf(summary.model),
    );
  const compaction: Compaction = {
    at: stages.clock.now(),
    turnIds: context.turnIds.slice(0, exchanges).flat(),
    summary: summary.text,
    model: summary.model,
    turns: exchanges - (context.beginsWithSummary ? 1 : 0),
    fromTokens: tokensOf(older),
    toTokens: tokensOf([{ role: 'user', content: summary.text }]),
    costUsd: summary.costUsd,
  };
  if (compaction.toTokens >= compaction.fromTokens) {
    throw new JackdawError('invalid_output', 'The summary is no shorter than what it would stand for.');
  }
  let unsaved: string | null = null;
  try {
    await conversations.compact(conversationId, compaction, billedHere ? (summary.costUsd ?? 0) : 0);
  } catch (error) {
    unsaved = toJackdawError(error).message;
  }
  return { context: applyCompaction(context, compaction, continues), compaction, unsaved };
}

/** The ledger tells what a summary cost apart from what answers did. */
function asSummary(recordAttempt: RecordAttempt): RecordAttempt {
  const purpose = 'compact';
  return (line) => {
    const amend = recordAttempt({ ...line, purpose });
    return (later) => amend({ ...later, purpose });
  };
}
