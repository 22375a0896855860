/** What a model is for: cheap and quick, balanced, or most able. Config says which model each one is. */
export const TIERS = ['fast', 'balanced', 'capable'] as const;
export type Tier = (typeof TIERS)[number];
