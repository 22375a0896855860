import { JackdawError } from '../errors/index.ts';
import { modelFacts, type ModelFacts } from '../prices/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import { textOf } from '../turn/message.ts';
import { answerTokensOf } from './answer-tokens.ts';
import { countOnce } from './estimate-tokens.ts';
import { likenessOf } from './likeness-of.ts';
import { policyVersion } from './policy-version.ts';
import { DEFAULT_RULES, factsOf, matches, type RouteRule } from './route-rule.ts';
import { ruleReason } from './route-reason.ts';
import type { Route, RouteHints, Router } from './router.ts';
import { stickTo } from './stick-to.ts';
import { readTask, type TaskReading } from './task-classifier.ts';
import type { TaskPrototypes } from './task-prototypes.ts';
import { isTier, TIERS, type Tier } from './tier.ts';
import type { TierModels } from './tier-presets.ts';
import type { TokenCount } from './text-tokens.ts';
import { tokenizerOf } from './tokenizer.ts';
import { misfit, needsExactCount } from './window-fit.ts';

export interface RouterOptions {
  readonly tiers: TierModels;
  /** First match wins; where none matches, balanced. Default: `DEFAULT_RULES`. */
  readonly rules?: readonly RouteRule[];
  /** Windows of models that are not built in, or other than built in, by exact id. */
  readonly models?: Readonly<Record<string, ModelFacts>>;
  /** The examples, by every embedder that has embedded them by now; see `embedPrototypes`. Default: none. */
  readonly prototypes?: () => readonly TaskPrototypes[];
  /** Learned ratio of a model's own count to the estimate; see `createTokenCalibration`. Default: 1. */
  readonly tokenFactor?: (model: string) => number;
}

type Choice = Pick<Route, 'model' | 'tier' | 'reason'>;

/** Where config's rules leave a gap. */
const OTHERWISE: RouteRule = { tier: 'balanced' };
/** Up to so many words, a message without a task of its own goes on with what came before. */
const FOLLOW_UP_WORDS = 8;

export function createRouter(options: RouterOptions): Router {
  const { tiers, rules = DEFAULT_RULES, models = {} } = options;
  const { prototypes = () => [], tokenFactor = () => 1 } = options;

  const windowOf = (model: string) =>
    (Object.hasOwn(models, model) ? models[model] : modelFacts(model)) ?? null;

  /** One request's figures, by model. */
  function countsOf(request: ChatRequest, { counted, tokenizer }: RouteHints) {
    const countFor = (model: string): TokenCount => {
      const way = tokenizer ?? tokenizerOf(model);
      if (counted !== undefined && (tokenizer !== undefined || tokenizerOf(counted.model) === way)) {
        return { likely: counted.tokens, most: counted.tokens };
      }
      const count = countOnce(request, way);
      // Learned of the model's own counts, which another way of counting has nothing to do with.
      const factor = tokenizer === undefined ? tokenFactor(model) : 1;
      return { likely: Math.round(count.likely * factor), most: Math.ceil(count.most * Math.max(1, factor)) };
    };
    const needOf = (model: string) => ({
      prompt: countFor(model),
      maxTokens: answerTokensOf(request, windowOf(model)),
    });
    return {
      countFor,
      problemOf: (model: string) => misfit(model, windowOf(model), needOf(model)),
      isUnclear: (model: string) => needsExactCount(windowOf(model), needOf(model)),
    };
  }
  type Counts = ReturnType<typeof countsOf>;

  /** What the caller named is taken as it is, or not at all. */
  function takeNamed(model: string, { problemOf }: Counts): Choice {
    const problem = problemOf(model);
    if (problem !== null) throw contextExceeded(problem, 'Shorten it, or choose a model with more room.');
    const tier = TIERS.find((tier) => tiers[tier] === model) ?? null;
    return { model, tier, reason: `${model} was asked for` };
  }

  /** The tier's model, else that of the nearest tier above it that has room. */
  function takeTier(wanted: Tier, reason: string, { problemOf }: Counts): Choice {
    const problem = problemOf(tiers[wanted]);
    if (problem === null) return { model: tiers[wanted], tier: wanted, reason };
    const above = TIERS.slice(TIERS.indexOf(wanted) + 1);
    const tier = above.find((tier) => problemOf(tiers[tier]) === null);
    if (tier === undefined) {
      throw contextExceeded(
        problem,
        'No tier above has room either. Shorten it, or start a new conversation.',
      );
    }
    return { model: tiers[tier], tier, reason: `${reason}; moved up to ${tier}: ${problem}` };
  }

  /** The tier that the request asks for or the rules give, with the reason; null for a model by name. */
  function wantedTier(
    request: ChatRequest,
    reading: TaskReading,
    counts: Counts,
  ): { tier: Tier; reason: string } | null {
    const { model } = request;
    if (isTier(model)) return { tier: model, reason: `${model} was asked for` };
    if (model !== 'auto') return null;
    // Rules look at one figure for all tiers: the balanced model's.
    const facts = factsOf(request, reading.task, counts.countFor(tiers.balanced).likely);
    const rule = rules.find((rule) => matches(rule, facts)) ?? OTHERWISE;
    return {
      tier: rule.tier,
      reason: ruleReason(rule, facts, request.task === null ? reading.signs : 'named'),
    };
  }

  function choose(request: ChatRequest, reading: TaskReading, counts: Counts, hints: RouteHints): Choice {
    const wanted = wantedTier(request, reading, counts);
    if (wanted === null) return takeNamed(request.model, counts);
    const choice = takeTier(wanted.tier, wanted.reason, counts);
    if (request.model !== 'auto') return choice;
    return stickTo(hints.previous ?? null, choice, {
      modelOf: (tier) => tiers[tier],
      problemOf: counts.problemOf,
      isFollowUp: reading.isVague && reading.wordCount <= FOLLOW_UP_WORDS,
    });
  }

  const read = (request: ChatRequest, hints: RouteHints): TaskReading => {
    const message = lastUserText(request);
    if (request.task !== null) {
      return { task: request.task, confidence: 1, signs: [], wordCount: Infinity, isVague: false };
    }
    return readTask(message, likenessOf(hints.embedding, prototypes()), request.schema !== null);
  };

  return {
    policyVersion: policyVersion(
      rules,
      TIERS.map((tier) => [tiers[tier], windowOf(tiers[tier])] as const),
    ),
    windowOf: (model) => windowOf(model)?.maxInputTokens ?? null,
    maxTokensOf: (request, model) => answerTokensOf(request, windowOf(model)),
    choose(request, hints = {}) {
      const counts = countsOf(request, hints);
      const reading = read(request, hints);
      const choice = choose(request, reading, counts, hints);
      const { task, confidence } = reading;
      return { ...choice, task, confidence, contextTokens: counts.countFor(choice.model).likely };
    },
    modelToCount(request, hints = {}) {
      if (hints.counted !== undefined) return null;
      const counts = countsOf(request, hints);
      const wanted = wantedTier(request, read(request, hints), counts);
      if (wanted === null) return counts.isUnclear(request.model) ? request.model : null;
      const possible = TIERS.slice(TIERS.indexOf(wanted.tier)).map((tier) => tiers[tier]);
      const first = possible.find((model) => counts.problemOf(model) === null || counts.isUnclear(model));
      return first !== undefined && counts.isUnclear(first) ? first : null;
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
