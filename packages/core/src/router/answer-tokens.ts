import type { ModelFacts } from '../prices/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';

/** Most tokens that a model is asked for: what the caller named, or of a default as many as the model writes at most. */
export function answerTokensOf(
  { maxTokens, maxTokensIsDefault = false }: Pick<ChatRequest, 'maxTokens' | 'maxTokensIsDefault'>,
  facts: ModelFacts | null,
): number {
  return maxTokensIsDefault ? Math.min(maxTokens, facts?.maxOutputTokens ?? Infinity) : maxTokens;
}
