import { requestOf } from '../../support/request-of.ts';
import { performance } from 'node:perf_hooks';
import {
  createRouter,
  likenessOf,
  readTask,
  TASK_TYPES,
  TIER_PRESETS,
  TIERS,
  type PromptVector,
  type TaskPrototypes,
  type TaskType,
  type Tier,
} from '@jackdaw/core';
import type { RoutingPrompt } from './routing-prompts.ts';

/** One prompt: what it was taken for, and where it went. */
export interface RoutedPrompt {
  readonly id: string;
  readonly task: TaskType;
  readonly guess: TaskType;
  readonly confidence: number;
  readonly tier: Tier;
  readonly wantedTier: Tier;
  readonly model: string;
  readonly reason: string;
  /** Milliseconds of the classification, without the embedding of the prompt. */
  readonly ms: number;
}

export interface RoutingScores {
  readonly prompts: number;
  /** Shares of the prompts, 0 to 1. */
  readonly taskAccuracy: number;
  readonly tierAccuracy: number;
  readonly belowTier: number;
  readonly aboveTier: number;
  /** Milliseconds of one classification. */
  readonly ms: { readonly mean: number; readonly p50: number; readonly p99: number };
  /** How many of each tier went to each. */
  readonly tiers: Readonly<Record<Tier, Readonly<Record<Tier, number>>>>;
  /** How many of each task were taken for each; empty cells are left out. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const router = createRouter({ tiers: TIER_PRESETS.mission });

/** Routes each prompt as `auto` would, by the default rules. `vectors` are another embedder's than the one of words. */
export function routePrompts(
  prompts: readonly RoutingPrompt[],
  vectors: ReadonlyMap<string, PromptVector> = new Map(),
  prototypes: readonly TaskPrototypes[] = [],
): RoutedPrompt[] {
  const able = createRouter({ tiers: TIER_PRESETS.mission, prototypes: () => prototypes });
  return prompts.map(({ id, prompt, task }) => {
    const embedding = vectors.get(id);
    const route = able.choose(requestOf(prompt), embedding === undefined ? {} : { embedding });
    const wanted = router.choose(requestOf(prompt, { task }));
    const likeness = likenessOf(embedding, prototypes);
    const start = performance.now();
    readTask(prompt, likeness);
    const ms = performance.now() - start;
    const { model, confidence, reason } = route;
    return {
      id,
      task,
      guess: route.task,
      confidence,
      tier: route.tier ?? 'balanced',
      wantedTier: wanted.tier ?? 'balanced',
      model,
      reason,
      ms,
    };
  });
}

export function scoreRouting(routed: readonly RoutedPrompt[]): RoutingScores {
  const share = (test: (one: RoutedPrompt) => boolean): number =>
    Math.round((10_000 * routed.filter(test).length) / Math.max(1, routed.length)) / 10_000;
  const rank = (tier: Tier): number => TIERS.indexOf(tier);
  const times = routed.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (quantile: number): number => round(times[Math.floor(quantile * (times.length - 1))] ?? 0);
  return {
    prompts: routed.length,
    taskAccuracy: share(({ task, guess }) => task === guess),
    tierAccuracy: share(({ tier, wantedTier }) => tier === wantedTier),
    belowTier: share(({ tier, wantedTier }) => rank(tier) < rank(wantedTier)),
    aboveTier: share(({ tier, wantedTier }) => rank(tier) > rank(wantedTier)),
    ms: {
      mean: round(times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length)),
      p50: at(0.5),
      p99: at(0.99),
    },
    tiers: {
      fast: tiersOf(routed, 'fast'),
      balanced: tiersOf(routed, 'balanced'),
      capable: tiersOf(routed, 'capable'),
    },
    confusion: confusionOf(routed),
  };
}

function tiersOf(routed: readonly RoutedPrompt[], wanted: Tier): Record<Tier, number> {
  const count = (tier: Tier): number =>
    routed.filter((one) => one.wantedTier === wanted && one.tier === tier).length;
  return { fast: count('fast'), balanced: count('balanced'), capable: count('capable') };
}

function confusionOf(routed: readonly RoutedPrompt[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const task of TASK_TYPES) {
    const row: Record<string, number> = {};
    for (const one of routed) if (one.task === task) row[one.guess] = (row[one.guess] ?? 0) + 1;
    if (Object.keys(row).length > 0) table[task] = row;
  }
  return table;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
