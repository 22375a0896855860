import type { Tier } from './tier.ts';

export type TierModels = Readonly<Record<Tier, string>>;

/** Models of the three tiers: `current` is the default; `mission` is the project's first table. */
export const TIER_PRESETS = {
  current: { fast: 'claude-haiku-5-5', balanced: 'claude-sonnet-5-5', capable: 'claude-opus-5-5' },
  mission: { fast: 'claude-haiku-4-5-20251001', balanced: 'claude-sonnet-4-6', capable: 'claude-opus-4-6' },
} as const satisfies Record<string, TierModels>;

export type TierPreset = keyof typeof TIER_PRESETS;
