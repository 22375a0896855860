import type { Budget } from '../budget/index.ts';
import { JackdawError, toWireError } from '../errors/index.ts';
import type { Gate } from '../gate/index.ts';
import type { ModelCall, Upstream } from '../provider/index.ts';
import type { Priority } from '../turn/chat-request.ts';
import type { Tell } from '../turn/tell.ts';
import { addUsage, NO_USAGE, type Usage } from '../turn/usage.ts';
import type { ModelResponse } from './model-response.ts';
import { retryDelay } from './retry-delay.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { streamAttempt, type Attempt, type AttemptStages } from './stream-attempt.ts';

/** What a call with retries needs; `TurnStages` has all of it. */
export interface RetryStages extends AttemptStages {
  readonly gate: Gate;
  readonly budget: Budget;
  readonly retry: RetryPolicy;
}

/** A call and what stands before the upstream must know of it. */
export interface Asked {
  readonly call: ModelCall;
  /** Estimated tokens of the prompt. */
  readonly contextTokens: number;
  readonly priority: Priority;
  /** True where the caller wants the answer although the day's budget is spent. */
  readonly overBudget: boolean;
  /** Upstream calls that this answer has taken already; attempts are numbered on from there. */
  readonly attemptsBefore?: number;
  /** Called as each attempt goes out. */
  readonly onAttempt?: () => void;
  /** Most tokens of the answer for a model that stands in. Default: the call's own. */
  readonly maxTokensOf?: (model: string) => number;
}

/** How far a call goes before it gives up. */
export interface Patience {
  /** Attempts that went before, of this answer at other models; those that fail here are added. */
  readonly failed: Attempt[];
  /** Attempts after which an overloaded model is given up, because another can be asked. Default: the policy's. */
  readonly overloadedAttempts?: number | undefined;
}

/**
 * The one owner of retries. Tells `upstream-wait`, `attempt-start`, what becomes visible, and `attempt-end` for each
 * attempt; returns the whole response with the tokens and dollars of all attempts. A retryable failure is tried again,
 * after a wait, as long as nothing of the answer was visible; what was visible is never taken back. Throws the last
 * attempt's `JackdawError`, what gate or budget throw, or `signal.reason` on abort.
 */
export async function streamWithRetry(
  asked: Asked,
  stages: RetryStages,
  signal: AbortSignal,
  tell: Tell,
  patience: Patience = { failed: [] },
): Promise<ModelResponse> {
  const { failed } = patience;
  const before = failed.length;
  signal.throwIfAborted();

  while (true) {
    const number = (asked.attemptsBefore ?? 0) + failed.length + 1;
    const place = { number, first: failed.length === 0, again: failed.length > before };
    const attempt = await attemptOnce(asked, place, stages, signal, tell);

    const { model, usage, costUsd, error } = attempt;
    const end = { type: 'attempt-end', attempt: number, model, usage, costUsd } as const;
    if (error === null) {
      tell(end);
      return toResponse(attempt, failed);
    }

    failed.push(attempt);
    const failure = { ...end, error: toWireError(error) };
    const retryInMs = waitBeforeNext(attempt, error, failed.length - before, { asked, stages, patience });
    if (retryInMs === null) {
      tell(failure);
      throw error;
    }
    tell({ ...failure, retryInMs });
    await stages.clock.sleep(retryInMs, signal);
  }
}

const LEFT = new JackdawError('cancelled', 'Whoever asked has left.');

interface AttemptPlace {
  readonly number: number;
  /** The first of its turn that goes out. */
  readonly first: boolean;
  /** Whether one at the same model went before. */
  readonly again: boolean;
}

/** One attempt, from the day's budget and the gate to the end of the answer. */
async function attemptOnce(
  asked: Asked,
  { number, first, again }: AttemptPlace,
  stages: RetryStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<Attempt> {
  const { call, contextTokens, priority } = asked;
  const hold = stages.budget.reserve(expectedCost(asked, stages), asked.overBudget);
  try {
    const pass = await stages.gate.enter({ call, contextTokens, priority, again }, signal, tell);
    let ending: JackdawError | null = LEFT;
    try {
      if (first) stages.retry.budget.countCall(targetOf(call.model, call.upstream));
      asked.onAttempt?.();
      tell({ type: 'attempt-start', attempt: number, model: call.model });
      const attempt = await streamAttempt(call, number, pass, stages, signal, tell);
      ending = attempt.error;
      return attempt;
    } finally {
      pass.end(ending);
    }
  } finally {
    hold.release();
  }
}

/**
 * Whose budget a turn's retries are taken from: the model's that it asked first. The server's address is kept in memory
 * only, as the caller gave it.
 */
export function targetOf(
  model: string,
  { baseUrl }: Upstream,
  failed: readonly Attempt[] = NONE_FAILED,
): string {
  return `${failed[0]?.asked ?? model} ${baseUrl ?? ''}`;
}

const NONE_FAILED: readonly Attempt[] = [];

/** Dollars; null where no price is known. */
function expectedCost({ call, contextTokens }: Asked, { gate, prices }: RetryStages): number | null {
  if (call.upstream.simulated) return 0;
  return prices.costOf(call.model, {
    ...NO_USAGE,
    input: contextTokens,
    output: gate.expectedOutput(call),
  });
}

interface RetryFacts {
  readonly asked: Asked;
  readonly stages: RetryStages;
  readonly patience: Patience;
}

/** Milliseconds, or null where there will be no next attempt. `here` counts the attempts at this model. */
function waitBeforeNext(
  { firstTokenAt }: Attempt,
  error: JackdawError,
  here: number,
  { asked, stages: { retry }, patience }: RetryFacts,
): number | null {
  if (!error.retryable || firstTokenAt !== null || patience.failed.length >= retry.maxAttempts) return null;
  if (isOverload(error) && here >= (patience.overloadedAttempts ?? Infinity)) return null;
  const delay = retryDelay(here, error.retryAfterMs, retry);
  if (delay === null) return null;
  const { model, upstream } = asked.call;
  return retry.budget.tryRetry(targetOf(model, upstream, patience.failed)) ? delay : null;
}

/** Failures that another model at the same server may not share. */
export function isOverload({ code }: JackdawError): boolean {
  return code === 'overloaded';
}

/** An attempt that failed before anything was counted adds nothing to the sums. */
function toResponse(whole: Attempt, failed: readonly Attempt[]): ModelResponse {
  let usage: Usage | null = whole.usage;
  let costUsd = whole.costUsd;
  for (const attempt of failed) {
    if (usage !== null && attempt.usage !== null) usage = addUsage(usage, attempt.usage);
    if (costUsd !== null && attempt.costUsd !== null) costUsd += attempt.costUsd;
  }
  const { text, blocks, message, model, stopReason, explanation, firstTokenAt } = whole;
  const attempts = failed.length + 1;
  return { text, blocks, message, model, stopReason, explanation, attempts, usage, costUsd, firstTokenAt };
}
