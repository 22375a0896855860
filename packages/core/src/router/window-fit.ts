import type { ModelFacts } from '../prices/index.ts';
import { formatTokens } from './route-reason.ts';
import type { TokenCount } from './text-tokens.ts';

/** What must find room in a model's window. */
export interface TokenNeed {
  /** An exact count has `likely` and `most` the same. */
  readonly prompt: TokenCount;
  /** Most tokens of the answer. */
  readonly maxTokens: number;
}

/** How far below the likely figure a true count may lie: under this nobody needs to count. */
const LEAST_SHARE = 0.75;

/**
 * Why a request does not fit a model, for people; null where it fits for sure, or where nothing is known of the
 * model. A prompt that may be too long counts as too long.
 */
export function misfit(model: string, facts: ModelFacts | null, need: TokenNeed): string | null {
  const { prompt, maxTokens } = need;
  const longestAnswer = facts?.maxOutputTokens ?? Infinity;
  if (maxTokens > longestAnswer) {
    return `an answer of ${formatTokens(maxTokens)} tokens exceeds the ${formatTokens(longestAnswer)} of ${model}`;
  }
  const window = facts?.maxInputTokens ?? Infinity;
  if (prompt.most + maxTokens <= window) return null;
  const parts = `${promptWords(prompt)} tokens of prompt and ${formatTokens(maxTokens)} for the answer`;
  return `${parts} exceed the window of ${model}, ${formatTokens(window)}`;
}

/**
 * Whether only an exact count (`count_tokens`) can tell if the request fits the model: it may be too long, but may as
 * well fit.
 */
export function needsExactCount(facts: ModelFacts | null, { prompt, maxTokens }: TokenNeed): boolean {
  const window = facts?.maxInputTokens ?? Infinity;
  const least = prompt.likely === prompt.most ? prompt.likely : prompt.likely * LEAST_SHARE;
  return prompt.most + maxTokens > window && least + maxTokens <= window;
}

function promptWords({ likely, most }: TokenCount): string {
  return likely === most ? formatTokens(likely) : `${formatTokens(likely)} to ${formatTokens(most)}`;
}
