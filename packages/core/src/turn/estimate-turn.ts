import type { Upstream } from '../provider/index.ts';
import { estimateCost, expectedAnswerTokens, type Route } from '../router/index.ts';
import type { ChatRequest } from './chat-request.ts';
import type { TurnStages } from './run-turn.ts';

/** What a question would do if it were asked now. Nothing is asked, counted or kept. */
export interface TurnEstimate {
  readonly model: string;
  readonly tier: Route['tier'];
  readonly task: Route['task'];
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
  /** Estimated tokens of the prompt, and of an answer of the usual length. */
  readonly contextTokens: number;
  readonly answerTokens: number;
  /** Dollars, if no cache answers; null where no price is known; 0 where the simulator answers. */
  readonly usd: number | null;
  /** What the baseline model would cost. */
  readonly baselineUsd: number | null;
}

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
  const answerTokens = expectedAnswerTokens(route.task, request.maxTokens);
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
