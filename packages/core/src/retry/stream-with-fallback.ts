import { JackdawError } from '../errors/index.ts';
import type { Upstream } from '../provider/index.ts';
import type { Route } from '../router/index.ts';
import type { ChatEvent } from '../turn/chat-event.ts';
import type { Tell } from '../turn/tell.ts';
import type { ModelResponse } from './model-response.ts';
import type { Attempt } from './stream-attempt.ts';
import type { RetryBudget } from './retry-budget.ts';
import { isOverload, streamWithRetry, targetOf, type Asked, type RetryStages } from './stream-with-retry.ts';

export interface FallbackResponse {
  readonly response: ModelResponse;
  /** Who answered. */
  readonly route: Route;
}

/** Attempts at an overloaded model before another is asked. */
const OVERLOADED_ATTEMPTS = 3;

/**
 * Asks the chosen model and, where it is overloaded, those that may stand in for it, in turn; `route-change` says so. A
 * model of whose calls too many fail to be tried again is passed over for one that does better: to ask elsewhere first
 * costs no call more. Nothing is asked elsewhere once something of the answer was visible. Throws the last model's error,
 * or `signal.reason` on abort.
 */
export async function streamWithFallback(
  asked: Asked,
  route: Route,
  fallbacks: readonly Route[],
  stages: RetryStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<FallbackResponse> {
  const { budget, maxAttempts } = stages.retry;
  const failed: Attempt[] = [];
  const { upstream } = asked.call;
  const isWell = ({ model }: Route) => !budget.isSpent(targetOf(model, upstream));
  let current = route;
  let left = fallbacks;
  if (left.length > 0 && !isWell(route)) {
    const well = left.findIndex(isWell);
    const other = left[well];
    if (other !== undefined) {
      tell(routeChange(route, other, `many calls of ${route.model} fail at the moment`));
      current = other;
      left = left.slice(well + 1);
    }
  }
  while (true) {
    const [next, ...others] = left;
    const overloadedAttempts = next === undefined ? undefined : OVERLOADED_ATTEMPTS;
    try {
      const patience = { failed, overloadedAttempts };
      const response = await streamWithRetry(askedOf(asked, current), stages, signal, tell, patience);
      return { response, route: current };
    } catch (error) {
      signal.throwIfAborted();
      if (next === undefined || !mayAskElsewhere(error, failed, maxAttempts)) throw error;
      if (!paysFor(next, upstream, failed, budget)) throw error;
      tell(routeChange(current, next, `${current.model} is overloaded`));
      current = next;
      left = others;
    }
  }
}

function askedOf(asked: Asked, { model }: Route): Asked {
  const { call, maxTokensOf } = asked;
  const maxTokens = maxTokensOf?.(model) ?? call.maxTokens;
  if (model === call.model && maxTokens === call.maxTokens) return asked;
  return { ...asked, call: { ...call, model, maxTokens } };
}

/** Another model is one more call of the turn, where one went out: of the first model's retries, or else of its own. */
function paysFor(
  { model }: Route,
  upstream: Upstream,
  failed: readonly Attempt[],
  budget: RetryBudget,
): boolean {
  if (failed.length === 0) return true;
  return budget.tryRetry(targetOf(model, upstream, failed)) || budget.tryRetry(targetOf(model, upstream));
}

function routeChange(from: Route, { model, tier }: Route, reason: string): ChatEvent {
  return { type: 'route-change', from: from.model, model, tier, reason };
}

function mayAskElsewhere(error: unknown, failed: readonly Attempt[], maxAttempts: number): boolean {
  if (!(error instanceof JackdawError) || !isOverload(error)) return false;
  return failed.length < maxAttempts && failed.every(({ firstTokenAt }) => firstTokenAt === null);
}
