export { createRouter, type RouterOptions } from './create-router.ts';
export {
  countOnce,
  countRequest,
  type CountedPart,
  estimateTextTokens,
  estimateTokens,
  mostTextTokens,
} from './estimate-tokens.ts';
export {
  baselineModel,
  costBeside,
  estimateCost,
  expectedAnswerTokens,
  type RouteCost,
} from './route-cost.ts';
export {
  ATTACHMENT_CONDITIONS,
  DEFAULT_RULES,
  type AttachmentCondition,
  type RouteRule,
} from './route-rule.ts';
export type { Route, RouteHints, Router } from './router.ts';
export type { PreviousRoute } from './previous-route.ts';
export { likenessOf } from './likeness-of.ts';
export type { Likeness } from './read-signs.ts';
export { warmSigns } from './warm-signs.ts';
export { classifyTask, readTask, type TaskGuess, type TaskReading } from './task-classifier.ts';
export { embedPrototypes, type TaskPrototypes } from './task-prototypes.ts';
export { TASK_TYPES, type TaskType } from './task-type.ts';
export { isTier, TIERS, type Tier } from './tier.ts';
export { TIER_PRESETS, type TierModels, type TierPreset } from './tier-presets.ts';
export { createTokenCalibration, type TokenCalibration } from './token-calibration.ts';
export type { TokenCount } from './text-tokens.ts';
export { tokenizerOf, type Tokenizer } from './tokenizer.ts';
export { misfit, needsExactCount, type TokenNeed } from './window-fit.ts';
export { createStandIns, isBelow, type StandIns, type StandInsOptions } from './stand-ins.ts';
