import { modelFacts, type ModelFacts } from '../prices/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import { answerTokensOf } from './answer-tokens.ts';
import type { Route } from './router.ts';
import { isTier, TIERS, type Tier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';

/** Who may answer in the place of the chosen model, and why. Nobody where the caller named a model by its id. */
export interface StandIns {
  /** For an overloaded model, in order. */
  fallbacks(request: ChatRequest, route: Route): readonly Route[];
  /** For a model whose answers the schema refuses: the next more able one, where the choice was left to the router. */
  above(request: ChatRequest, route: Route): Route | null;
  /** For a request that is longer than the model reads. */
  roomier(request: ChatRequest, route: Route): Route | null;
}

export interface StandInsOptions {
  readonly tiers: TierModels;
  /** Windows by model. Default: the built-in ones. */
  readonly factsOf?: (model: string) => ModelFacts | null;
}

/** Who stands in for whom, nearest first: rather a more able model than a less able one. */
const FALLBACKS: Readonly<Record<Tier, readonly Tier[]>> = {
  fast: ['balanced', 'capable'],
  balanced: ['capable', 'fast'],
  capable: ['balanced', 'fast'],
};

/** The estimate of the prompt may be low by so much. */
const ESTIMATE_MARGIN = 1.2;

export function createStandIns({ tiers, factsOf = modelFacts }: StandInsOptions): StandIns {
  const windowOf = (model: string) => factsOf(model)?.maxInputTokens ?? Infinity;

  function routesTo(wanted: readonly Tier[], route: Route): Route[] {
    const routes: Route[] = [];
    for (const tier of wanted) {
      const model = tiers[tier];
      if (model === route.model || routes.some((other) => other.model === model)) continue;
      routes.push({ ...route, model, tier, reason: `in the place of ${route.model}` });
    }
    return routes;
  }

  function tiersAbove({ tier }: Route): readonly Tier[] {
    return tier === null ? [] : TIERS.slice(TIERS.indexOf(tier) + 1);
  }

  return {
    fallbacks(request, route) {
      if (route.tier === null || isNamed(request)) return [];
      const prompt = route.contextTokens * ESTIMATE_MARGIN;
      return routesTo(FALLBACKS[route.tier], route).filter(
        ({ model }) => prompt + answerTokensOf(request, factsOf(model)) <= windowOf(model),
      );
    },
    above: (request, route) =>
      (request.model === 'auto' ? routesTo(tiersAbove(route), route)[0] : null) ?? null,
    roomier(request, route) {
      if (isNamed(request)) return null;
      const above = routesTo(tiersAbove(route), route);
      return above.find(({ model }) => windowOf(model) > windowOf(route.model)) ?? null;
    },
  };
}

function isNamed({ model }: ChatRequest): boolean {
  return model !== 'auto' && !isTier(model);
}

/** Whether the answer comes from a less able model than the one that was chosen. */
export function isBelow(route: Route, chosen: Route): boolean {
  if (route.tier === null || chosen.tier === null) return false;
  return TIERS.indexOf(route.tier) < TIERS.indexOf(chosen.tier);
}
