import { TIERS, type ModelInfo, type Tier } from '@jackdaw/core/protocol';
import type { TurnProgress } from './turn-progress.ts';

/** Who is asked for a better answer; `tier` is null where nobody is, and `reason` says why. */
export interface BetterModel {
  readonly tier: Tier | null;
  readonly reason: string;
}

/** The next tier above the model that answered, with a model of its own. */
export function betterThan({ model, route, hit }: TurnProgress, models: readonly ModelInfo[]): BetterModel {
  const answered = hit?.model ?? model;
  const tier = answered === null ? (route?.tier ?? null) : tierOf(answered, models);
  if (tier === null) {
    return { tier: null, reason: `${answered ?? 'It'} belongs to no tier: choose who answers with /model.` };
  }
  const above = TIERS.slice(TIERS.indexOf(tier) + 1);
  for (const next of above) {
    const better = models.find(({ tiers }) => tiers.includes(next));
    if (better !== undefined && !isVersionOf(answered ?? '', better.id)) {
      return { tier: next, reason: `Asked again of ${better.id}, the ${next} tier.` };
    }
  }
  return { tier: null, reason: `${answered ?? tier} is the ${tier} tier already: there is none above.` };
}

/** The highest tier that the model answers for. */
function tierOf(model: string, models: readonly ModelInfo[]): Tier | null {
  const known = models.find(({ id, tiers }) => tiers.length > 0 && isVersionOf(model, id));
  return TIERS.findLast((tier) => known?.tiers.includes(tier) === true) ?? null;
}

/** An upstream may name the dated version of the model that was asked. */
function isVersionOf(one: string, other: string): boolean {
  const base = (id: string) => id.replace(/-(?:20\d{6}|latest)$/, '');
  return base(one) === base(other);
}
