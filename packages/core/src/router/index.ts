export { isBelow } from './fallback-routes.ts';
export { createRouter, type RouterOptions } from './create-router.ts';
export { estimateTextTokens, estimateTokens } from './estimate-tokens.ts';
export { DEFAULT_RULES, type RouteRule } from './route-rule.ts';
export type { Route, Router } from './router.ts';
export { classifyTask, type TaskGuess } from './task-classifier.ts';
export { isTier, TIERS, type Tier } from './tier.ts';
export { TIER_PRESETS, type TierModels, type TierPreset } from './tier-presets.ts';
