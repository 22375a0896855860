/** What a model is for: cheap and quick, balanced, or most able. Config says which model each one is. */
export const TIERS = ['fast', 'balanced', 'capable'] as const;
export type Tier = (typeof TIERS)[number];

export function isTier(value: string): value is Tier {
  return TIERS.some((tier) => tier === value);
}
