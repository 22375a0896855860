export { TIERS, type Tier } from './tier.ts';
export type { Route, Router } from './router.ts';
