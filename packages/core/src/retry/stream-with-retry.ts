import { toWireError } from '../errors/index.ts';
import type { ModelCall } from '../provider/index.ts';
import type { ChatEvent } from '../turn/chat-event.ts';
import { addUsage, type Usage } from '../turn/usage.ts';
import type { ModelResponse } from './model-response.ts';
import { retryDelay } from './retry-delay.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { streamAttempt, type Attempt, type AttemptStages } from './stream-attempt.ts';

/** What a call with retries needs; `TurnStages` has all of it. */
export interface RetryStages extends AttemptStages {
  readonly retry: RetryPolicy;
}

/**
 * The one owner of retries. Yields `attempt-start`, what becomes visible, and `attempt-end` for each attempt; returns
 * the whole response with the tokens and dollars of all attempts. A retryable failure is tried again, after a wait,
 * as long as nothing of the answer was visible; what was visible is never taken back. Throws the last attempt's
 * `JackdawError`, or `signal.reason` on abort.
 */
export async function* streamWithRetry(
  call: ModelCall,
  stages: RetryStages,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, ModelResponse, void> {
  const failed: Attempt[] = [];
  signal.throwIfAborted();
  stages.retry.budget.countCall(targetOf(call));

  while (true) {
    const number = failed.length + 1;
    yield { type: 'attempt-start', attempt: number, model: call.model };
    const attempt = yield* streamAttempt(call, number, stages, signal);

    const { model, usage, costUsd, error } = attempt;
    const end = { type: 'attempt-end', attempt: number, model, usage, costUsd } as const;
    if (error === null) {
      yield end;
      return toResponse(attempt, failed);
    }

    const retryInMs = waitBeforeNext(targetOf(call), number, attempt, stages.retry);
    const failure = { ...end, error: toWireError(error) };
    if (retryInMs === null) {
      yield failure;
      throw error;
    }
    failed.push(attempt);
    yield { ...failure, retryInMs };
    await stages.clock.sleep(retryInMs, signal);
  }
}

/** Whose budget a retry is taken from. The server's address is kept in memory only, as the caller gave it. */
function targetOf({ model, upstream }: ModelCall): string {
  return `${model} ${upstream.baseUrl ?? ''}`;
}

/** Milliseconds, or null where there will be no next attempt. */
function waitBeforeNext(target: string, number: number, attempt: Attempt, retry: RetryPolicy): number | null {
  const { error, firstTokenAt } = attempt;
  if (error === null || !error.retryable || firstTokenAt !== null || number >= retry.maxAttempts) return null;
  const delay = retryDelay(number, error.retryAfterMs, retry);
  return delay !== null && retry.budget.tryRetry(target) ? delay : null;
}

/** An attempt that failed before anything was counted adds nothing to the sums. */
function toResponse(whole: Attempt, failed: readonly Attempt[]): ModelResponse {
  let usage: Usage | null = whole.usage;
  let costUsd = whole.costUsd;
  for (const attempt of failed) {
    if (usage !== null && attempt.usage !== null) usage = addUsage(usage, attempt.usage);
    if (costUsd !== null && attempt.costUsd !== null) costUsd += attempt.costUsd;
  }
  const { text, blocks, model, stopReason, explanation, firstTokenAt } = whole;
  return { text, blocks, model, stopReason, explanation, usage, costUsd, firstTokenAt };
}
