import { createHash } from 'node:crypto';
import { JackdawError } from '../errors/index.ts';
import { modelFacts, type ModelFacts } from '../prices/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import { textOf } from '../turn/message.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { DEFAULT_RULES, matches, type RouteRule } from './route-rule.ts';
import { formatTokens, ruleReason } from './route-reason.ts';
import type { Route, Router } from './router.ts';
import { classifyTask, type TaskGuess } from './task-classifier.ts';
import { TASK_FEATURES } from './task-features.ts';
import { isTier, TIERS, type Tier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';

export interface RouterOptions {
  readonly tiers: TierModels;
  /** First match wins; where none matches, balanced. Default: `DEFAULT_RULES`. */
  readonly rules?: readonly RouteRule[];
  /** Windows of models that are not built in, or other than built in, by exact id. */
  readonly models?: Readonly<Record<string, ModelFacts>>;
}

export function createRouter({ tiers, rules = DEFAULT_RULES, models = {} }: RouterOptions): Router {
  const factsOf = (model: string) =>
    (Object.hasOwn(models, model) ? models[model] : modelFacts(model)) ?? null;

  function chooseTier(wish: string, guess: TaskGuess, contextTokens: number, named: boolean): [Tier, string] {
    if (isTier(wish)) return [wish, `${wish} was asked for`];
    const rule = rules.find((rule) => matches(rule, guess.task, contextTokens)) ?? { tier: 'balanced' };
    return [rule.tier, ruleReason(rule, guess.task, contextTokens, named)];
  }

  return {
    policyVersion: policyVersion({ tiers, rules, models }),
    choose(request) {
      const contextTokens = estimateTokens(request);
      const guess: TaskGuess =
        request.task === null ? classifyTask(lastUserText(request)) : { task: request.task, confidence: 1 };
      const found = { ...guess, contextTokens };

      if (request.model !== 'auto' && !isTier(request.model)) {
        const { model } = request;
        const problem = misfit(factsOf(model), contextTokens, request.maxTokens);
        if (problem !== null)
          throw contextExceeded(model, problem, 'Shorten it, or choose a model with a larger window.');
        const tier = TIERS.find((tier) => tiers[tier] === model) ?? null;
        return { ...found, model, tier, reason: `${model} was asked for` };
      }

      const [tier, reason] = chooseTier(request.model, guess, contextTokens, request.task !== null);
      return { ...found, ...fitting(tier, reason, contextTokens, request.maxTokens) };
    },
  };

  /** The tier itself, else the nearest one above it whose window fits. */
  function fitting(
    wanted: Tier,
    reason: string,
    contextTokens: number,
    maxTokens: number,
  ): Pick<Route, 'model' | 'tier' | 'reason'> {
    const problem = misfit(factsOf(tiers[wanted]), contextTokens, maxTokens);
    if (problem === null) return { model: tiers[wanted], tier: wanted, reason };
    for (const tier of TIERS.slice(TIERS.indexOf(wanted) + 1)) {
      if (misfit(factsOf(tiers[tier]), contextTokens, maxTokens) === null) {
        return { model: tiers[tier], tier, reason: `${reason}; moved up to ${tier}: ${problem}` };
      }
    }
    throw contextExceeded(
      tiers[wanted],
      problem,
      'No model above it has room either. Shorten it, or start a new conversation.',
    );
  }
}

/** Why a request does not fit a model, for people; null where it fits, or where nothing is known of the model. */
function misfit(facts: ModelFacts | null, contextTokens: number, maxTokens: number): string | null {
  const window = facts?.maxInputTokens ?? Infinity;
  const longestAnswer = facts?.maxOutputTokens ?? Infinity;
  if (contextTokens + maxTokens > window) {
    const needed = `about ${formatTokens(contextTokens)} tokens of prompt and ${formatTokens(maxTokens)} for the answer`;
    return `${needed} exceed its window of ${formatTokens(window)}`;
  }
  if (maxTokens > longestAnswer) {
    return `an answer of ${formatTokens(maxTokens)} tokens exceeds its limit of ${formatTokens(longestAnswer)}`;
  }
  return null;
}

function contextExceeded(model: string, problem: string, advice: string): JackdawError {
  return new JackdawError('context_exceeded', `The request does not fit ${model}: ${problem}. ${advice}`);
}

function lastUserText({ messages }: ChatRequest): string {
  const last = messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last.content);
}

/** Everything that can change a choice, in short. */
function policyVersion(policy: RouterOptions): string {
  const features = TASK_FEATURES.map(({ task, pattern, weight }) => [task, pattern.source, weight]);
  const tiers = TIERS.map((tier) => policy.tiers[tier]);
  return createHash('sha256')
    .update(JSON.stringify([tiers, policy.rules, policy.models, features]))
    .digest('hex')
    .slice(0, 12);
}
