import type { Upstream } from '../provider/index.ts';
import type { ChatRequest } from './chat-request.ts';

/** `auto`: where it pays, at servers that are known to have it; `on`: where it pays, at any server. */
export const PROMPT_CACHING_MODES = ['auto', 'on', 'off'] as const;
export type PromptCachingMode = (typeof PROMPT_CACHING_MODES)[number];

/**
 * Shorter prompts are not cached upstream (1,024 to 4,096 tokens by model: Anthropic's prompt caching guide), and a write
 * costs a quarter more than plain input.
 */
const MIN_TOKENS = 4_096;

/**
 * Whether the upstream is asked to keep the prompt for the next turn. A second turn makes a third likely; a first makes
 * nothing likely. A caller who has placed breakpoints knows better.
 */
export function wantsPromptCaching(
  mode: PromptCachingMode,
  request: ChatRequest,
  contextTokens: number,
  upstream: Upstream,
): boolean {
  if (mode === 'off' || (mode === 'auto' && upstream.baseUrl !== null && !upstream.simulated)) return false;
  if (request.messages.length < 3 || contextTokens < MIN_TOKENS) return false;
  return !hasBreakpoints(request);
}

function hasBreakpoints({ messages, system, tools }: ChatRequest): boolean {
  const contents = [...messages.map(({ content }) => content), system ?? '', tools];
  return contents.some(
    (content) => typeof content !== 'string' && content.some((block) => block['cache_control'] !== undefined),
  );
}
