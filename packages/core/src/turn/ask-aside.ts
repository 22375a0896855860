import type { Upstream } from '../provider/index.ts';
import { streamWithFallback, type ModelResponse, type RetryStages } from '../retry/index.ts';
import type { StandIns } from '../router/index.ts';
import type { ChatRequest } from './chat-request.ts';
import { callOf, chooseRoute, type ChooseStages } from './choose-route.ts';
import type { Tell } from './tell.ts';

export interface AsideStages extends RetryStages, ChooseStages {
  readonly standIns: StandIns;
}

/**
 * Asks a model something that no person asked, past cache and history: routed, with the retries of every call. Tells
 * `upstream-wait` alone. Rejects with what the call throws, or `signal.reason` on abort.
 */
export async function askAside(
  request: ChatRequest,
  upstream: Upstream,
  stages: AsideStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<ModelResponse> {
  const route = await chooseRoute(request, upstream, stages, signal);
  const { priority, overBudget } = request;
  const asked = {
    call: { ...callOf(request), model: route.model, upstream },
    contextTokens: route.contextTokens,
    priority,
    overBudget,
    maxTokensOf: (model: string) => stages.router.maxTokensOf(request, model),
  };
  const fallbacks = stages.standIns.fallbacks(request, route);
  const { response } = await streamWithFallback(asked, route, fallbacks, stages, signal, (event) => {
    if (event.type === 'upstream-wait') tell(event);
  });
  return response;
}
