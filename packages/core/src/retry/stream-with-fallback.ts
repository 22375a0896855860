import { JackdawError } from '../errors/index.ts';
import type { ModelCall } from '../provider/index.ts';
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
  const { call, maxTokensOf = () => call.maxTokens } = asked;
  const callTo = ({ model }: Route): ModelCall => ({ ...call, model, maxTokens: maxTokensOf(model) });
  const [first, ...others] = inOrder([route, ...fallbacks], (each) => budget.isSpent(targetOf(callTo(each))));
  let current = first ?? route;
  if (current !== route) tell(routeChange(route, current, `many calls of ${route.model} fail at the moment`));
  for (const next of [...others, null]) {
    const call = callTo(current);
    const patience = { failed, ...(next === null ? {} : { overloadedAttempts: OVERLOADED_ATTEMPTS }) };
    try {
      const response = await streamWithRetry({ ...asked, call }, stages, signal, tell, patience);
      return { response, route: current };
    } catch (error) {
      signal.throwIfAborted();
      if (next === null || !mayAskElsewhere(error, failed, maxAttempts)) throw error;
      if (!paysFor(callTo(next), failed, budget)) throw error;
      tell(routeChange(current, next, `${current.model} is overloaded`));
      current = next;
    }
  }
  throw new JackdawError('internal', 'Every model was asked, and none answered.');
}

/** From the first on that is well; all of them where none is. */
function inOrder(routes: readonly Route[], isSpent: (route: Route) => boolean): readonly Route[] {
  const well = routes.findIndex((route) => !isSpent(route));
  return well === -1 ? routes : routes.slice(well);
}

/** Another model is one more call of the turn, where one went out: of the first model's retries, or else of its own. */
function paysFor(call: ModelCall, failed: readonly Attempt[], budget: RetryBudget): boolean {
  if (failed.length === 0) return true;
  return budget.tryRetry(targetOf(call, failed)) || budget.tryRetry(targetOf(call));
}

function routeChange(from: Route, { model, tier }: Route, reason: string): ChatEvent {
  return { type: 'route-change', from: from.model, model, tier, reason };
}

function mayAskElsewhere(error: unknown, failed: readonly Attempt[], maxAttempts: number): boolean {
  if (!(error instanceof JackdawError) || !isOverload(error)) return false;
  return failed.length < maxAttempts && failed.every(({ firstTokenAt }) => firstTokenAt === null);
}
