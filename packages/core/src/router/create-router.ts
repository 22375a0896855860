import { createHash } from 'node:crypto';
import { JackdawError } from '../errors/index.ts';
import { modelFacts, type ModelFacts } from '../prices/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import { textOf } from '../turn/message.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { DEFAULT_RULES, matches, type RouteRule } from './route-rule.ts';
import { fallbackRoutes } from './fallback-routes.ts';
import { ruleReason } from './route-reason.ts';
import type { Route, Router } from './router.ts';
import { classifyTask, type TaskGuess } from './task-classifier.ts';
import { TASK_FEATURES } from './task-features.ts';
import { isTier, TIERS, type Tier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';
import { misfit, type TokenNeed } from './window-fit.ts';

export interface RouterOptions {
  readonly tiers: TierModels;
  /** First match wins; where none matches, balanced. Default: `DEFAULT_RULES`. */
  readonly rules?: readonly RouteRule[];
  /** Windows of models that are not built in, or other than built in, by exact id. */
  readonly models?: Readonly<Record<string, ModelFacts>>;
}

type Choice = Pick<Route, 'model' | 'tier' | 'reason'>;

/** Where config's rules leave a gap. */
const OTHERWISE: RouteRule = { tier: 'balanced' };

export function createRouter({ tiers, rules = DEFAULT_RULES, models = {} }: RouterOptions): Router {
  const factsOf = (model: string) =>
    (Object.hasOwn(models, model) ? models[model] : modelFacts(model)) ?? null;
  const problemOf = (model: string, need: TokenNeed) => misfit(model, factsOf(model), need);

  /** What the caller named is taken as it is, or not at all. */
  function takeNamed(model: string, need: TokenNeed): Choice {
    const problem = problemOf(model, need);
    if (problem !== null) throw contextExceeded(problem, 'Shorten it, or choose a model with more room.');
    const tier = TIERS.find((tier) => tiers[tier] === model) ?? null;
    return { model, tier, reason: `${model} was asked for` };
  }

  /** The tier's model, else that of the nearest tier above it that has room. */
  function takeTier(wanted: Tier, reason: string, need: TokenNeed): Choice {
    const problem = problemOf(tiers[wanted], need);
    if (problem === null) return { model: tiers[wanted], tier: wanted, reason };
    const above = TIERS.slice(TIERS.indexOf(wanted) + 1);
    const tier = above.find((tier) => problemOf(tiers[tier], need) === null);
    if (tier === undefined) {
      throw contextExceeded(
        problem,
        'No tier above has room either. Shorten it, or start a new conversation.',
      );
    }
    return { model: tiers[tier], tier, reason: `${reason}; moved up to ${tier}: ${problem}` };
  }

  function choose(request: ChatRequest, guess: TaskGuess, need: TokenNeed): Choice {
    const { model } = request;
    if (isTier(model)) return takeTier(model, `${model} was asked for`, need);
    if (model !== 'auto') return takeNamed(model, need);
    const rule = rules.find((rule) => matches(rule, guess.task, need.contextTokens)) ?? OTHERWISE;
    return takeTier(rule.tier, ruleReason(rule, guess.task, need.contextTokens, request.task !== null), need);
  }

  return {
    policyVersion: policyVersion(
      rules,
      TIERS.map((tier) => [tiers[tier], factsOf(tiers[tier])] as const),
    ),
    fallbacks: (request, route) => {
      const need = { contextTokens: route.contextTokens, maxTokens: request.maxTokens };
      return fallbackRoutes(request, route, tiers, (model) => problemOf(model, need) === null);
    },
    choose(request) {
      const contextTokens = estimateTokens(request);
      const guess: TaskGuess =
        request.task === null ? classifyTask(lastUserText(request)) : { task: request.task, confidence: 1 };
      const choice = choose(request, guess, { contextTokens, maxTokens: request.maxTokens });
      return { ...choice, ...guess, contextTokens };
    },
  };
}

function contextExceeded(problem: string, advice: string): JackdawError {
  return new JackdawError('context_exceeded', `The request does not fit: ${problem}. ${advice}`);
}

function lastUserText({ messages }: ChatRequest): string {
  const last = messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last.content);
}

/** Everything that can change a choice among the tiers, in short. */
function policyVersion(
  rules: readonly RouteRule[],
  tiers: readonly (readonly [string, ModelFacts | null])[],
): string {
  const features = TASK_FEATURES.map(({ task, pattern, weight }) => [task, pattern.source, weight]);
  return createHash('sha256')
    .update(JSON.stringify([tiers, rules, features]))
    .digest('hex')
    .slice(0, 12);
}
