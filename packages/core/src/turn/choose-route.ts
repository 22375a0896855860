import type { Upstream, UpstreamDirectory } from '../provider/index.ts';
import { countOnce, isTier, tokenizerOf, type Route, type RouteHints, type Router } from '../router/index.ts';
import type { PromptVector } from '../semantic/index.ts';
import type { ChatRequest } from './chat-request.ts';

export interface ChooseStages {
  readonly router: Router;
  readonly directory: Pick<UpstreamDirectory, 'countTokens'>;
}

/**
 * The router's choice, with what is at hand beside the request: the route of the turn before, the question's vector where
 * the semantic cache has embedded it, and the upstream's own count of tokens where the estimate cannot tell whether the
 * request fits. Throws `context_exceeded`; on abort `signal.reason`.
 */
export async function chooseRoute(
  request: ChatRequest,
  upstream: Upstream,
  { router, directory }: ChooseStages,
  signal: AbortSignal,
  embedding: PromptVector | null = null,
): Promise<Route> {
  const { passage, model: wanted } = request;
  if (passage !== undefined && wanted !== 'auto' && !isTier(wanted)) return namedRoute(request, upstream);
  const hints = hintsOf(request, upstream, embedding);
  const model = router.modelToCount(request, hints);
  if (model === null) return router.choose(request, hints);
  const tokens = await directory.countTokens({ ...callOf(request), model, upstream }, signal);
  return router.choose(request, tokens === null ? hints : { ...hints, counted: { model, tokens } });
}

/** A tool gets the model that it names; whether the request fits is the upstream's to say. */
function namedRoute(request: ChatRequest, { simulated }: Upstream): Route {
  const { model } = request;
  return {
    model,
    tier: null,
    task: 'other',
    confidence: 1,
    contextTokens: countOnce(request, simulated ? 'quarters' : tokenizerOf(model)).likely,
    reason: `${model} was asked for`,
  };
}

/** What the router is told beside the request, where nothing is counted. */
export function hintsOf(
  { previous }: ChatRequest,
  { simulated }: Upstream,
  embedding: PromptVector | null = null,
): RouteHints {
  return { previous, embedding, ...(simulated ? { tokenizer: 'quarters' } : {}) };
}

/** The part of a request that goes out as it is. */
export function callOf(request: ChatRequest) {
  const { messages, system, maxTokens, schema, tools, toolChoice, thinking, betas, passage } = request;
  return { messages, system, maxTokens, schema, tools, toolChoice, thinking, betas, passage };
}
