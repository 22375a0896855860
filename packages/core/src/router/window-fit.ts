import type { ModelFacts } from '../prices/index.ts';
import { formatTokens } from './route-reason.ts';

/** What must find room in a model's window, in tokens. */
export interface TokenNeed {
  readonly contextTokens: number;
  readonly maxTokens: number;
}

/** Why a request does not fit a model, for people; null where it fits, or where nothing is known of the model. */
export function misfit(model: string, facts: ModelFacts | null, need: TokenNeed): string | null {
  const { contextTokens, maxTokens } = need;
  const longestAnswer = facts?.maxOutputTokens ?? Infinity;
  if (maxTokens > longestAnswer) {
    return `an answer of ${formatTokens(maxTokens)} tokens exceeds the ${formatTokens(longestAnswer)} of ${model}`;
  }
  const window = facts?.maxInputTokens ?? Infinity;
  if (contextTokens + maxTokens > window) {
    const parts = `about ${formatTokens(contextTokens)} tokens of prompt and ${formatTokens(maxTokens)} for the answer`;
    return `${parts} exceed the window of ${model}, ${formatTokens(window)}`;
  }
  return null;
}
