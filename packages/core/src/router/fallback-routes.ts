import type { ChatRequest } from '../turn/chat-request.ts';
import type { Route } from './router.ts';
import { isTier, TIERS, type Tier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';

/** Who stands in for whom, nearest first: rather a more able model than a less able one. */
const STAND_INS: Readonly<Record<Tier, readonly Tier[]>> = {
  fast: ['balanced', 'capable'],
  balanced: ['capable', 'fast'],
  capable: ['balanced', 'fast'],
};

/**
 * Where the question may go when the chosen model is overloaded: other tiers' models that have room for it. None where
 * the caller named a model by its id: that one is wanted, or none.
 */
export function fallbackRoutes(
  request: ChatRequest,
  route: Route,
  tiers: TierModels,
  hasRoom: (model: string) => boolean,
): Route[] {
  if (route.tier === null || (request.model !== 'auto' && !isTier(request.model))) return [];
  const seen = new Set([route.model]);
  const routes: Route[] = [];
  for (const tier of STAND_INS[route.tier]) {
    const model = tiers[tier];
    if (seen.has(model) || !hasRoom(model)) continue;
    seen.add(model);
    routes.push({ ...route, model, tier, reason: `stands in for ${route.model}` });
  }
  return routes;
}

/** Whether the answer may come from a less able model than the one that was chosen. */
export function isBelow(route: Route, chosen: Route): boolean {
  if (route.tier === null || chosen.tier === null) return false;
  return TIERS.indexOf(route.tier) < TIERS.indexOf(chosen.tier);
}
