import type { ChatRequest } from '../turn/chat-request.ts';
import type { TaskType } from './task-type.ts';
import type { PreviousRoute } from './previous-route.ts';
import type { PromptVector } from '../semantic/embedder.ts';
import type { Tier } from './tier.ts';
import type { Tokenizer } from './tokenizer.ts';

export interface Route {
  readonly model: string;
  readonly tier: Tier | null;
  readonly task: TaskType;
  /** 0 to 1: how sure the classifier is of the task; 1 where the caller named it. */
  readonly confidence: number;
  /** Tokens of the request for the chosen model: estimated, or counted where a hint has the count. */
  readonly contextTokens: number;
  /** For people: the rule that matched and why. */
  readonly reason: string;
}

/** What is at hand beside the request; the choice is sound without any of it. */
export interface RouteHints {
  /** The last question's vector, where it has been embedded: it is held against the examples. */
  readonly embedding?: PromptVector | null | undefined;
  /** The route of the conversation's turn before: `auto` stays with it unless there is a reason. */
  readonly previous?: PreviousRoute | null | undefined;
  /** What `count_tokens` said of the request for a model; good for every model with the same tokenizer. */
  readonly counted?: { readonly model: string; readonly tokens: number } | undefined;
  /** How the upstream counts, where it is not as its model's own (the simulator). */
  readonly tokenizer?: Tokenizer | undefined;
}

/** Pure and quick: no call, no clock. Throws `context_exceeded` where no permitted model's window is large enough. */
export interface Router {
  /**
   * Changes whenever rules, signs, examples, models or windows change; part of the cache key of requests that leave the
   * model to the router. Hints are circumstances, not policy, and not in it.
   */
  readonly policyVersion: string;
  choose(request: ChatRequest, hints?: RouteHints): Route;
  /** Tokens that a model's prompt and answer share; null where nothing is known of it. */
  windowOf(model: string): number | null;
  /** Most tokens of the answer that a model is asked for; a default yields to the model's own bound. */
  maxTokensOf(request: ChatRequest, model: string): number;
  /** The model whose exact count of tokens would change the choice: near its window, an estimate cannot tell. */
  modelToCount(request: ChatRequest, hints?: RouteHints): string | null;
}
