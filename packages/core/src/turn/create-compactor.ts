import { JackdawError, toJackdawError } from '../errors/index.ts';
import { applyCompaction, type Compaction, type Conversations } from '../history/index.ts';
import type { RecordAttempt } from '../ledger/index.ts';
import type { Upstream } from '../provider/index.ts';
import { chooseRoute, hintsOf } from './choose-route.ts';
import type { ChatRequest } from './chat-request.ts';
import { compactTurns, type Compacted, type CompactStages } from './compact-turns.ts';
import type { Compactor, CompactOutcome, KeptContext, Roomed } from './compactor.ts';
import type { ContextPolicy } from './context-policy.ts';
import { createConversationLock } from './conversation-lock.ts';
import {
  fillOf,
  fitOf,
  planCompaction,
  summaryTokensFor,
  withContext,
  withoutFirst,
  type Fit,
} from './plan-compaction.ts';
import type { Tell } from './tell.ts';

export interface CompactorOptions {
  readonly stages: CompactStages;
  readonly conversations: Pick<Conversations, 'compaction' | 'compact'>;
  readonly policy: ContextPolicy;
}

/** After a failure, so much more of the window has to fill up before another summary is paid for. */
const PATIENCE = 0.05;
const MOST_REMEMBERED = 1_000;

export function createCompactor({ stages, conversations, policy }: CompactorOptions): Compactor {
  const { router } = stages;
  const lock = createConversationLock();
  /** Conversations that could not be summarised, with the share of the window from which on it is tried again. */
  const failed = new Map<string, number>();

  /** Summarises until there is room: once, unless the older turns are too many for one call. */
  async function shorten(
    asked: ChatRequest,
    first: Fit,
    kept: KeptContext,
    upstream: Upstream,
    recordAttempt: RecordAttempt,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Roomed> {
    const { conversationId } = kept;
    let now = kept;
    let request = asked;
    let fit = first;
    while (isFull(fit, request, conversationId)) {
      const plan = planFor(request, now, upstream);
      if (plan === null) break;
      let made: Compacted;
      try {
        const call = { request, upstream, recordAttempt, billedHere: false };
        made = await compactTurns(now, plan, call, stages, conversations, signal, tell);
      } catch (thrown) {
        signal.throwIfAborted();
        const why = `Older messages could not be summarised: ${toJackdawError(thrown).message}`;
        rememberFailure(conversationId, Math.min(1, fillOf(fit, request, router)));
        if (fit.route === null) throw noRoom(fit.error, why);
        tell({ type: 'warning', message: `${why} The conversation goes on with all of them while it fits.` });
        break;
      }
      failed.delete(conversationId);
      tell({ type: 'context-compact', ...outcomeOf(made.compaction) });
      if (made.unsaved !== null) {
        tell({ type: 'warning', message: `The summary is not saved: ${made.unsaved}` });
      }
      now = { ...now, context: made.context };
      request = withContext(request, made.context);
      fit = await route(request, now, upstream, signal);
    }
    return roomed(request, fit);
  }

  function isFull(fit: Fit, request: ChatRequest, conversationId: string): boolean {
    const fill = fillOf(fit, request, router);
    return fit.route === null || (fill > policy.at && fill > (failed.get(conversationId) ?? 0));
  }

  function rememberFailure(conversationId: string, fill: number): void {
    failed.delete(conversationId);
    failed.set(conversationId, fill + PATIENCE);
    for (const oldest of failed.keys()) {
      if (failed.size <= MOST_REMEMBERED) break;
      failed.delete(oldest);
    }
  }

  /** The route with the upstream's own count where the estimate cannot tell. */
  async function route(
    request: ChatRequest,
    { embedding }: KeptContext,
    upstream: Upstream,
    signal: AbortSignal,
  ): Promise<Fit> {
    try {
      return { route: await chooseRoute(request, upstream, stages, signal, embedding), error: null };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toJackdawError(thrown);
      if (error.code !== 'context_exceeded') throw thrown;
      return { route: null, error };
    }
  }

  function planFor(request: ChatRequest, { context, continues, embedding }: KeptContext, upstream: Upstream) {
    const hints = hintsOf(request, upstream, embedding);
    return planCompaction(request, context, policy, { router, hints, sparesLast: continues });
  }

  return {
    async makeRoom(asked, kept, upstream, recordAttempt, signal, tell) {
      const { conversationId, continues } = kept;
      const first = await route(asked, kept, upstream, signal);
      // Nothing is older than a first question: that it is too long is for who asked it to mend.
      if (first.error !== null && kept.context.turnIds.length === 0) throw first.error;
      if (policy.policy === 'refuse' || !isFull(first, asked, conversationId)) return roomed(asked, first);

      const leave = await lock.enter(conversationId, signal);
      try {
        // Another turn may have made room meanwhile. What cannot be read costs no turn.
        const latest = await conversations.compaction(conversationId).catch(() => null);
        const context = applyCompaction(kept.context, latest, continues);
        const request = context === kept.context ? asked : withContext(asked, context);
        const fit = request === asked ? first : await route(request, kept, upstream, signal);
        return await shorten(request, fit, { ...kept, context }, upstream, recordAttempt, signal, tell);
      } finally {
        leave();
      }
    },

    foresee(request, context, upstream) {
      if (policy.policy === 'refuse') return request;
      const fit = fitOf(request, hintsOf(request, upstream), router);
      if (fillOf(fit, request, router) <= policy.at) return request;
      const kept = { conversationId: '', context, continues: false, embedding: null };
      const plan = planFor(request, kept, upstream);
      return plan === null ? request : withoutFirst(request, plan.exchanges);
    },

    async compactNow(conversationId, before, request, upstream, recordAttempt, signal) {
      const leave = await lock.enter(conversationId, signal);
      try {
        const context = applyCompaction(before, await conversations.compaction(conversationId), false);
        const count = context.turnIds.length;
        const unsummarised = count - (context.beginsWithSummary ? 1 : 0);
        const exchanges = count - Math.max(1, Math.min(policy.keep, unsummarised - 1));
        if (unsummarised < 2) throw nothingToSummarise();
        const { model } = router.choose({ ...request, model: 'fast', maxTokens: 1 });
        const summaryTokens = summaryTokensFor(router.windowOf(model));
        const kept = { conversationId, context, continues: false };
        const plan = { exchanges, summaryTokens };
        const call = { request, upstream, recordAttempt, billedHere: true };
        const { compaction, unsaved } = await compactTurns(
          kept,
          plan,
          call,
          stages,
          conversations,
          signal,
          () => {},
        );
        if (unsaved !== null)
          throw new JackdawError('storage_failed', `The summary is not saved: ${unsaved}`);
        return outcomeOf(compaction);
      } finally {
        leave();
      }
    },
  };
}

function outcomeOf({ turns, fromTokens, toTokens, model, costUsd }: Compaction): CompactOutcome {
  return { turns, fromTokens, toTokens, model, costUsd };
}

function roomed(request: ChatRequest, { route, error }: Fit): Roomed {
  if (error !== null) throw noRoom(error, null);
  return { request, route };
}

/** With what a person can do about it. */
function noRoom(error: JackdawError, why: string | null): JackdawError {
  const advice =
    'The conversation is kept whole: /compact (`jackdaw history compact`) summarises its older messages, /new begins another one, /model chooses a model with more room.';
  const message = [error.message, why, advice].filter((part) => part !== null).join(' ');
  return new JackdawError('context_exceeded', message, { cause: error });
}

function nothingToSummarise(): JackdawError {
  return new JackdawError(
    'invalid_request',
    'There is nothing to summarise: the last exchange stays as it is, and nothing is older.',
  );
}
