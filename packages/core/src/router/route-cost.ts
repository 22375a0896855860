import type { PriceTable } from '../prices/index.ts';
import type { TaskType } from './task-type.ts';
import type { Usage } from '../turn/usage.ts';
import type { Route } from './router.ts';
import { isTier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';

/** Dollars; null where a price is not known, never 0 instead. */
export interface RouteCost {
  readonly usd: number | null;
  /** What the baseline model would cost for the same tokens. */
  readonly baselineUsd: number | null;
  /** The difference; below 0 where the routed model costs more. */
  readonly savedUsd: number | null;
}

/** Tokens of an answer where nothing is known of earlier ones. Rough: they are shown as "about", never booked. */
const USUAL_ANSWER: Readonly<Record<TaskType, number>> = {
  simple_qa: 200,
  code_generation: 1_200,
  complex_reasoning: 1_500,
  summarisation: 400,
  translation: 300,
  extraction: 400,
  creative: 900,
  other: 500,
};

/** What would answer everything if there were no router: a tier's model or a model's id. */
export function baselineModel(tiers: TierModels, baseline: string = 'capable'): string {
  return isTier(baseline) ? tiers[baseline] : baseline;
}

export function expectedAnswerTokens(task: TaskType, maxTokens: number): number {
  return Math.min(USUAL_ANSWER[task], maxTokens);
}

/** What a turn will cost, before it is sent: its estimated prompt, uncached, and an answer of so many tokens. */
export function estimateCost(
  route: Pick<Route, 'model' | 'contextTokens'>,
  answerTokens: number,
  baseline: string,
  prices: PriceTable,
): RouteCost {
  const usage: Usage = {
    input: route.contextTokens,
    output: answerTokens,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
  };
  return costBeside(usage, route.model, baseline, prices);
}

/**
 * What a turn's usage cost, and what the baseline would have billed for the same tokens. That the models may cut text
 * differently, and answer at different length, is left out: nobody knows what was not asked.
 */
export function costBeside(
  usage: Usage | null,
  model: string,
  baseline: string,
  prices: PriceTable,
): RouteCost {
  const usd = prices.costOf(model, usage);
  const baselineUsd = prices.costOf(baseline, usage);
  return { usd, baselineUsd, savedUsd: usd === null || baselineUsd === null ? null : baselineUsd - usd };
}
