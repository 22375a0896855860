import type { Upstream } from '../provider/index.ts';
import { estimateCost, expectedAnswerTokens } from '../router/index.ts';
import type { ChatRequest } from './chat-request.ts';
import type { TurnStages } from './run-turn.ts';
import type { TurnEstimate } from './turn-estimate.ts';

type EstimateStages = Pick<TurnStages, 'router' | 'prices' | 'baseline'>;

/** Throws `context_exceeded` where no permitted model has room. */
export function estimateTurn(
  request: ChatRequest,
  { simulated }: Upstream,
  { router, prices, baseline }: EstimateStages,
): TurnEstimate {
  const route = router.choose(request, {
    previous: request.previous,
    ...(simulated ? { tokenizer: 'quarters' } : {}),
  });
  const answerTokens = expectedAnswerTokens(route.task, router.maxTokensOf(request, route.model));
  const { usd, baselineUsd } = estimateCost(route, answerTokens, baseline, prices);
  const { model, tier, task, confidence, reason, contextTokens } = route;
  return {
    model,
    tier,
    task,
    confidence,
    reason,
    contextTokens,
    answerTokens,
    usd: simulated ? 0 : usd,
    baselineUsd: simulated ? 0 : baselineUsd,
  };
}
