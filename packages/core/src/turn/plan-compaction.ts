import { toJackdawError, type JackdawError } from '../errors/index.ts';
import type { Context } from '../history/index.ts';
import type { Route, RouteHints, Router } from '../router/index.ts';
import type { ChatRequest } from './chat-request.ts';
import type { ContextPolicy } from './context-policy.ts';
import type { Message } from './message.ts';

/** What is to be summarised. */
export interface CompactionPlan {
  /** So many exchanges, from the first; a summary that the context begins with is one of them. */
  readonly exchanges: number;
  /** Room for the summary, in tokens. */
  readonly summaryTokens: number;
}

/** A request's route, or why no model that it may go to has room for it. */
export type Fit =
  | { readonly route: Route; readonly error: null }
  | { readonly route: null; readonly error: JackdawError };

const SUMMARY_SHARE = 0.1;
const LONGEST_SUMMARY = 4_000;
/** Where there is a choice, the summary has to make more room than this many times its own length. */
const WORTH = 2;

/** Tokens that a summary may take in a window of this size. */
export function summaryTokensFor(window: number | null): number {
  return window === null ? LONGEST_SUMMARY : Math.min(LONGEST_SUMMARY, Math.floor(window * SUMMARY_SHARE));
}

/** The request with this context before its last message. */
export function withContext(request: ChatRequest, { messages, entries }: Context): ChatRequest {
  return { ...request, messages: [...messages, ...request.messages.slice(-1)], contextEntries: entries };
}

/** The request without the first `exchanges` of its context. */
export function withoutFirst(request: ChatRequest, exchanges: number): ChatRequest {
  return {
    ...request,
    messages: request.messages.slice(2 * exchanges),
    contextEntries: request.contextEntries.slice(exchanges),
  };
}

export function fitOf(request: ChatRequest, hints: RouteHints, router: Router): Fit {
  try {
    return { route: router.choose(request, hints), error: null };
  } catch (thrown) {
    const error = toJackdawError(thrown);
    if (error.code !== 'context_exceeded') throw thrown;
    return { route: null, error };
  }
}

/** Share of the chosen model's window that prompt and longest answer take; 0 where the window is not known. */
export function fillOf({ route }: Fit, request: ChatRequest, router: Router): number {
  if (route === null) return Infinity;
  const window = router.windowOf(route.model);
  return window === null ? 0 : (route.contextTokens + router.maxTokensOf(request, route.model)) / window;
}

/**
 * How many of the oldest exchanges are to be summarised so that the request leaves room again; null where that makes none.
 * The last `keep` stay, or as many of them as take half of what is allowed, so that the next turns need no summary; one,
 * or none (but never the last of a conversation that is gone on with), where they alone are long.
 */
export function planCompaction(
  request: ChatRequest,
  context: Context,
  { at, keep }: Pick<ContextPolicy, 'at' | 'keep'>,
  { router, hints, sparesLast }: { router: Router; hints: RouteHints; sparesLast: boolean },
): CompactionPlan | null {
  const count = context.turnIds.length;
  const least = sparesLast ? 1 : 0;
  const most = count - (context.beginsWithSummary ? 2 : 1);
  const before = fitOf(request, hints, router);

  function tryKeeping(kept: number, share: number): CompactionPlan | null {
    const rest = withoutFirst(request, count - kept);
    const fit = fitOf(rest, hints, router);
    if (fit.route === null) return null;
    const window = router.windowOf(fit.route.model);
    const summaryTokens = summaryTokensFor(window);
    if (window !== null) {
      const answerTokens = router.maxTokensOf(request, fit.route.model);
      if (fit.route.contextTokens + summaryTokens + answerTokens > share * window) return null;
    }
    if (before.route !== null) {
      const saved = before.route.contextTokens - fit.route.contextTokens;
      if (saved < WORTH * summaryTokens) return null;
    }
    return { exchanges: count - kept, summaryTokens };
  }

  for (let kept = Math.min(Math.max(keep, least), most); kept >= Math.max(least, 1); kept--) {
    const plan = tryKeeping(kept, at / 2);
    if (plan !== null) return plan;
  }
  for (const kept of [1, 0]) {
    if (kept < least || kept > Math.min(most, Math.max(keep, least))) continue;
    const plan = tryKeeping(kept, at);
    if (plan !== null) return plan;
  }
  return null;
}

/** As many of the oldest exchanges as one call takes, up to `wanted`; at least so many that something is won. */
export function mostThatFit(
  { messages, beginsWithSummary }: Context,
  wanted: number,
  fits: (messages: readonly Message[]) => boolean,
): number {
  const fit = (count: number) => fits(messages.slice(0, 2 * count));
  if (fit(wanted)) return wanted;
  let least = beginsWithSummary ? 2 : 1;
  let most = wanted - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fit(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}
