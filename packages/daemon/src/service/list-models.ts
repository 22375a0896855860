import { KNOWN_MODELS, TIERS, type KnownFacts, type PriceTable, type TierModels } from '@jackdaw/core';
import type { ModelInfo } from '@jackdaw/core/protocol';

/** The tiers' models first, then the others that jackdaw has facts of. */
export function listModels(tiers: TierModels, prices: PriceTable, { factsOf, own }: KnownFacts): ModelInfo[] {
  const ids = new Set([...TIERS.map((tier) => tiers[tier]), ...Object.keys(own), ...KNOWN_MODELS]);
  return [...ids].map((id) => {
    const facts = factsOf(id);
    const perMillion = prices.pricesOf(id);
    return {
      id,
      tiers: TIERS.filter((tier) => tiers[tier] === id),
      maxInputTokens: facts?.maxInputTokens ?? null,
      maxOutputTokens: facts?.maxOutputTokens ?? null,
      inputUsd: perMillion?.input ?? null,
      outputUsd: perMillion?.output ?? null,
    };
  });
}
