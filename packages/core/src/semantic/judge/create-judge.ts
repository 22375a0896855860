import { JackdawError, toJackdawError } from '../../errors/index.ts';
import type { ModelCall } from '../../provider/index.ts';
import { streamWithRetry, type Asked, type ModelResponse, type RetryStages } from '../../retry/index.ts';
import { estimateTextTokens } from '../../router/estimate-tokens.ts';
import type { Router } from '../../router/index.ts';
import type { ChatRequest } from '../../turn/chat-request.ts';
import { textOf } from '../../turn/message.ts';
import { NO_USAGE, type Usage } from '../../turn/usage.ts';
import type { Validate } from '../../validate/index.ts';
import type { SemanticCache } from '../cache/semantic-cache.ts';
import { createAllowance } from './allowance.ts';
import type { HitChecks } from './hit-checks.ts';
import type { JudgedCase, Judge, Judgement } from './judge.ts';
import { answersCall, readVerdict, wordingsCall } from './judge-call.ts';
import { whenToJudge, type JudgeMode } from './when-to-judge.ts';

/** Milliseconds that a judgement usually takes, and that a turn waits for one. */
const USUAL_MS = 1000;
const PATIENCE_MS = 5000;

/** Tokens of a verdict, and of an answer whose earlier form was not counted. */
const VERDICT_TOKENS = 10;
const ANSWER_TOKENS = 500;

/** Judgements in the background that may wait; more are left out. */
const MOST_WAITING = 32;

export interface JudgeOptions extends RetryStages {
  readonly mode: JudgeMode;
  /** 0 to 1: of the similar answers that are served, so many are checked. */
  readonly shadowShare: number;
  /** Cases in any minute, in line and in the background together. */
  readonly perMinute: number;
  /** The model that judges. */
  readonly model: string;
  readonly router: Router;
  readonly validate: Validate;
  readonly similar: Pick<SemanticCache, 'addWording' | 'reject'>;
  readonly checks: HitChecks;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Told of what failed in the background. */
  readonly onFailure: (error: unknown) => void;
}

export function createJudge(options: JudgeOptions): Judge {
  const { mode, shadowShare, model, router, similar, checks, clock, prices, validate, random } = options;
  const closing = new AbortController();
  const allowance = createAllowance(options.perMinute, clock.monotonic);
  const underWay = new Set<string>();
  let line: Promise<void> = Promise.resolve();

  /** One call with retries, in the ledger under its purpose. */
  async function callModel(
    call: ModelCall,
    purpose: 'judge' | 'shadow',
    signal: AbortSignal,
  ): Promise<ModelResponse> {
    const { recordAttempt } = options;
    const stages: RetryStages = {
      ...options,
      recordAttempt(attempt) {
        const amend = recordAttempt({ ...attempt, purpose });
        return (later) => amend({ ...later, purpose });
      },
    };
    return streamWithRetry(askedFor(call), stages, signal, () => {});
  }

  /** Nobody waits for it: it comes after everyone, and never over budget. */
  const askedFor = (call: ModelCall): Asked => ({
    call,
    contextTokens: estimateTextTokens(JSON.stringify(call.messages)),
    priority: 'script',
    overBudget: false,
  });

  async function askJudge(call: ModelCall, signal: AbortSignal): Promise<boolean | null> {
    const { text, stopReason } = await callModel(call, 'judge', signal);
    return stopReason === 'end_turn' ? readVerdict(text) : null;
  }

  const wordings = ({ request, found, upstream }: JudgedCase): ModelCall =>
    wordingsCall(
      { asked: lastText(request), earlier: found.matchedPrompt, answer: found.answer.text },
      model,
      upstream,
    );

  function timeFor(one: JudgedCase) {
    const { answer } = one.found;
    const outputTokens = answer.usage?.output ?? ANSWER_TOKENS;
    return whenToJudge({
      mode: canCall(one) ? mode : 'off',
      simulated: one.upstream.simulated,
      ...costOfModel(one.request, outputTokens),
      modelMs: answer.latencyMs,
      judgeUsd: prices.costOf(
        model,
        usageOf(estimateTextTokens(JSON.stringify(wordings(one))), VERDICT_TOKENS),
      ),
      judgeMs: USUAL_MS,
    });
  }

  function costOfModel(request: ChatRequest, outputTokens: number): { modelUsd: number | null } {
    try {
      const route = router.choose(request);
      return { modelUsd: prices.costOf(route.model, usageOf(route.contextTokens, outputTokens)) };
    } catch {
      return { modelUsd: null }; // no model has room for it: the turn will say so
    }
  }

  /** One at a time, each case once, and none where the minute has had its share. */
  function inBackground(name: string, work: (signal: AbortSignal) => Promise<void>): void {
    if (closing.signal.aborted || underWay.has(name) || underWay.size >= MOST_WAITING) return;
    if (!allowance.take()) return;
    underWay.add(name);
    line = line
      .then(() => work(closing.signal))
      .catch((error: unknown) => {
        if (!closing.signal.aborted) options.onFailure(error);
      })
      .finally(() => underWay.delete(name));
  }

  /** The case again, on the model's own account: does it say the same? */
  async function check({ request, found, upstream }: JudgedCase, signal: AbortSignal): Promise<void> {
    const { messages, system, schema, tools, toolChoice, thinking, betas } = request;
    const { model: chosen } = router.choose(request);
    const maxTokens = router.maxTokensOf(request, chosen);
    const asked = { messages, system, maxTokens, schema, tools, toolChoice, thinking, betas };
    const call = { ...asked, model: chosen, upstream };
    const fresh = await callModel(call, 'shadow', signal);
    if (validate(fresh, request).kind !== 'whole') return;
    const texts = { asked: lastText(request), stored: found.answer.text, fresh: fresh.text };
    const same = await askJudge(answersCall(texts, model, upstream), signal);
    if (same === null) return;
    checks.count(!same);
    if (!same) await similar.reject(found.semanticId, found.similarity);
  }

  return {
    async inLine(one, signal): Promise<Judgement> {
      if (mode !== 'auto' || timeFor(one).when !== 'in-line' || !allowance.take()) return { kind: 'later' };
      const late = new AbortController();
      const both = AbortSignal.any([signal, late.signal, closing.signal]);
      const timer = clock.sleep(PATIENCE_MS, both).then(
        () => late.abort(new JackdawError('stalled', `It took longer than ${PATIENCE_MS / 1000} s.`)),
        () => {},
      );
      try {
        const same = await askJudge(wordings(one), both);
        if (same !== true) return { kind: 'other', reason: 'the judge does not find it the same' };
        similar.addWording(one.context, one.request, one.found.semanticId);
        return { kind: 'same' };
      } catch (error) {
        signal.throwIfAborted();
        return { kind: 'other', reason: `the judge could not be asked: ${toJackdawError(error).message}` };
      } finally {
        late.abort();
        await timer;
      }
    },
    afterTurn(one) {
      if (mode === 'off' || timeFor(one).when === 'never') return;
      const { context, request, found } = one;
      inBackground(`${context} ${lastText(request)} ${found.semanticId}`, async (signal) => {
        const same = await askJudge(wordings(one), signal);
        if (same === true) similar.addWording(context, request, found.semanticId);
      });
    },
    afterHit(one) {
      if (one.upstream.simulated || !canCall(one) || random() >= shadowShare) return;
      inBackground(`check ${one.context} ${lastText(one.request)}`, (signal) => check(one, signal));
    },
    async close() {
      closing.abort(new Error('the daemon stops'));
      await line;
    },
  };
}

const canCall = ({ upstream }: JudgedCase): boolean => upstream.apiKey !== null || upstream.baseUrl !== null;

const usageOf = (input: number, output: number): Usage => ({ ...NO_USAGE, input, output });

function lastText({ messages }: ChatRequest): string {
  const last = messages.at(-1);
  return last === undefined ? '' : textOf(last.content);
}
