import { createHash } from 'node:crypto';
import type { ModelFacts } from '../prices/index.ts';
import { EXAMPLE_PROMPTS } from './example-prompts.ts';
import type { RouteRule } from './route-rule.ts';
import { TASK_SIGNS } from './signs/index.ts';
import { tokenizerOf } from './tokenizer.ts';
import { FIGURES, WORDS } from './weights/index.ts';

/** Raise it when code changes a choice without changing what is hashed below: shapes, bounds, token figures. */
const EDITION = 4;

/** Everything that can change a choice among the tiers, in short: 12 hex digits. */
export function policyVersion(
  rules: readonly RouteRule[],
  tiers: readonly (readonly [model: string, window: ModelFacts | null])[],
): string {
  const signs = TASK_SIGNS.map(({ task, pattern, weight, isFirm }) => [
    task,
    pattern.source,
    pattern.flags,
    weight,
    isFirm,
  ]);
  const models = tiers.map(([model, window]) => [model, window, tokenizerOf(model)]);
  return createHash('sha256')
    .update(JSON.stringify([EDITION, models, rules, signs, FIGURES, WORDS, EXAMPLE_PROMPTS]))
    .digest('hex')
    .slice(0, 12);
}
