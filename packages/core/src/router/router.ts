import type { ChatRequest, TaskType } from '../turn/chat-request.ts';
import type { Tier } from './tier.ts';

export interface Route {
  readonly model: string;
  readonly tier: Tier | null;
  readonly task: TaskType;
  /** 0 to 1: how sure the classifier is of the task; 1 where the caller named it. */
  readonly confidence: number;
  /** Estimated tokens of the request. */
  readonly contextTokens: number;
  /** For people: the rule that matched and why. */
  readonly reason: string;
}

/** Pure and quick: no call, no clock. Throws `context_exceeded` where no permitted model's window is large enough. */
export interface Router {
  /** Changes whenever rules or models change; part of the cache key of requests that leave the model to the router. */
  readonly policyVersion: string;
  choose(request: ChatRequest): Route;
  /** Who may stand in for an overloaded model, in order; nobody where the caller named it by its id. */
  fallbacks(request: ChatRequest, route: Route): readonly Route[];
}
