import type { TaskType } from '../turn/chat-request.ts';
import type { Tier } from './tier.ts';

/** One line of the table: plain data, so that config can replace it. All conditions that are there must hold. */
export interface RouteRule {
  readonly task?: TaskType | undefined;
  /** Estimated tokens of the request, exclusive. */
  readonly contextUnder?: number | undefined;
  readonly contextOver?: number | undefined;
  readonly tier: Tier;
}

/** The first that matches wins. The last has no condition, so that one always does. */
export const DEFAULT_RULES: readonly RouteRule[] = [
  { task: 'simple_qa', contextUnder: 2_000, tier: 'fast' },
  { task: 'code_generation', tier: 'balanced' },
  { task: 'complex_reasoning', tier: 'capable' },
  { contextOver: 100_000, tier: 'capable' },
  { tier: 'balanced' },
];

export function matches(rule: RouteRule, task: TaskType, contextTokens: number): boolean {
  return (
    (rule.task === undefined || rule.task === task) &&
    (rule.contextUnder === undefined || contextTokens < rule.contextUnder) &&
    (rule.contextOver === undefined || contextTokens > rule.contextOver)
  );
}
