import { KNOWN_MODELS, TIERS, type PriceTable, type TierModels } from '@jackdaw/core';
import type { ModelInfo } from '@jackdaw/core/protocol';
import type { ModelBook } from '../models/index.ts';

/** The tiers' models first, then the others that config, server or jackdaw itself have facts of. */
export function listModels(
  tiers: TierModels,
  prices: PriceTable,
  book: Pick<ModelBook, 'ids' | 'knownOf'>,
): ModelInfo[] {
  const ids = new Set([...TIERS.map((tier) => tiers[tier]), ...book.ids(), ...KNOWN_MODELS]);
  return [...ids].map((id) => {
    const known = book.knownOf(id);
    const perMillion = prices.pricesOf(id);
    return {
      id,
      tiers: TIERS.filter((tier) => tiers[tier] === id),
      maxInputTokens: known?.maxInputTokens ?? null,
      maxOutputTokens: known?.maxOutputTokens ?? null,
      inputUsd: perMillion?.input ?? null,
      outputUsd: perMillion?.output ?? null,
      ...(known === null ? {} : { source: known.source }),
    };
  });
}
