import { JackdawError } from '../errors/index.ts';
import type { Route } from '../router/index.ts';
import type { ChatEvent } from '../turn/chat-event.ts';
import type { ModelResponse } from './model-response.ts';
import type { Attempt } from './stream-attempt.ts';
import { isOverload, streamWithRetry, type Asked, type RetryStages } from './stream-with-retry.ts';

export interface FallbackResponse {
  readonly response: ModelResponse;
  /** Who answered. */
  readonly route: Route;
}

/** Attempts at an overloaded model before another is asked. */
const OVERLOADED_ATTEMPTS = 3;

/**
 * Asks the chosen model and, where it is overloaded, those that may stand in for it, in turn; `route-change` says so.
 * Nothing is asked elsewhere once something of the answer was visible. Throws the last model's error, or
 * `signal.reason` on abort.
 */
export async function* streamWithFallback(
  asked: Asked,
  route: Route,
  fallbacks: readonly Route[],
  stages: RetryStages,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, FallbackResponse, void> {
  const failed: Attempt[] = [];
  let current = route;
  for (const next of [...fallbacks, null]) {
    const call = { ...asked.call, model: current.model };
    const patience = { failed, ...(next === null ? {} : { overloadedAttempts: OVERLOADED_ATTEMPTS }) };
    try {
      const response = yield* streamWithRetry({ ...asked, call }, stages, signal, patience);
      return { response, route: current };
    } catch (error) {
      signal.throwIfAborted();
      if (next === null || !mayAskElsewhere(error, failed, stages.retry.maxAttempts)) throw error;
      const reason = `${current.model} is overloaded`;
      yield { type: 'route-change', from: current.model, model: next.model, tier: next.tier, reason };
      current = next;
    }
  }
  throw new JackdawError('internal', 'Every model was asked, and none answered.');
}

function mayAskElsewhere(error: unknown, failed: readonly Attempt[], maxAttempts: number): boolean {
  if (!(error instanceof JackdawError) || !isOverload(error)) return false;
  return failed.length < maxAttempts && failed.every(({ firstTokenAt }) => firstTokenAt === null);
}
