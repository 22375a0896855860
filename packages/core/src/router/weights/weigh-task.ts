import type { SignReading } from '../read-signs.ts';
import type { TaskType } from '../task-type.ts';
import { taskFeatures, type Feature } from './task-features.ts';
import { TASKS_OF_WEIGHTS } from './task-weights-data.ts';
import { taskWeights } from './task-weights.ts';

export interface WeighedTask {
  readonly task: TaskType;
  /** 0 to 0.99: how likely the task is. Of `other`, low where it stands for doubt. */
  readonly confidence: number;
  /** What spoke for the task, strongest first, for people. */
  readonly signs: readonly string[];
}

/**
 * How much worse a model too weak is than one too able: the first costs the answer, the second cents. Chosen on prompts
 * that were not trained on.
 */
const COST_BELOW = 2.5;
const RANK: Readonly<Partial<Record<TaskType, number>>> = { simple_qa: 0, complex_reasoning: 2 };
const rankOf = (task: TaskType): number => RANK[task] ?? 1;
/** Weights are never certain; a task that the request names is. */
const SUREST = 0.99;
const MOST_WORDS = 3;
/** Not “the” and “of”: they have weights, but tell people nothing. */
const TELLABLE = /^[wp]:(?:\p{L}{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])/u;
/** A word is named from this much evidence on, beside the other tasks. */
const TELLING = 0.15;

/**
 * Tells the task by trained weights (multinomial logistic regression). Not the likeliest task is taken, but what is
 * expected to cost least by `COST_BELOW`: a question that is likely simple, and possibly hard, goes in between, as `other`.
 */
export function weighTask(reading: SignReading): WeighedTask {
  const features = taskFeatures(reading);
  const shares = sharesOf(features);
  const likeliest = best(shares, () => true);
  const rank = Math.max(cheapestRank(shares), lowestRank(reading));
  const task = rank === 1 ? kindOfWork(reading, likeliest) : best(shares, (task) => rankOf(task) === rank);
  const confidence = Math.min(SUREST, Math.round((shares.get(task) ?? 0) * 100) / 100);
  return { task, confidence, signs: task === 'other' ? [] : tellSigns(reading, features, task) };
}

/** Weights tell the tier better, signs the kind of work. Where neither knows it, the message goes in between for want of knowing. */
function kindOfWork({ task }: SignReading, likeliest: TaskType): TaskType {
  if (rankOf(task) === 1 && task !== 'other') return task;
  return rankOf(likeliest) === 1 ? likeliest : 'other';
}

function sharesOf(features: readonly Feature[]): ReadonlyMap<TaskType, number> {
  const weights = taskWeights();
  const sums = TASKS_OF_WEIGHTS.map(() => 0);
  for (const [name, amount] of features) {
    const row = weights.get(name);
    if (row === undefined) continue;
    for (let at = 0; at < row.length; at++) sums[at] = (sums[at] ?? 0) + (row[at] ?? 0) * amount;
  }
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const all = powers.reduce((total, power) => total + power, 0);
  return new Map(TASKS_OF_WEIGHTS.map((task, at) => [task, (powers[at] ?? 0) / all]));
}

function best(shares: ReadonlyMap<TaskType, number>, may: (task: TaskType) => boolean): TaskType {
  let found: TaskType = 'other';
  let highest = -1;
  for (const [task, share] of shares) {
    if (may(task) && share > highest) [found, highest] = [task, share];
  }
  return found;
}

/** Of the three ranks (a simple question, work, reasoning) the one with the least expected cost. */
function cheapestRank(shares: ReadonlyMap<TaskType, number>): number {
  const costs = [0, 1, 2].map((rank) =>
    [...shares].reduce((cost, [task, share]) => {
      const short = rankOf(task) - rank;
      return cost + share * (short > 0 ? COST_BELOW * short : -short);
    }, 0),
  );
  return costs.indexOf(Math.min(...costs));
}

/** A how-to is simple where the signs know it for an everyday one, whatever its words are worth. */
function lowestRank({ task, evidence }: SignReading): number {
  return task !== 'simple_qa' && evidence.some(({ isFirm }) => isFirm === true) ? 1 : 0;
}

/** The signs that speak for the task, else its most telling words. */
function tellSigns({ evidence }: SignReading, features: readonly Feature[], task: TaskType): string[] {
  const signs = evidence
    .filter((one) => one.task === task && one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ sign }) => sign);
  if (signs.length > 0) return [...new Set(signs)];
  const words = tellingWords(features, task);
  return words.length === 0 ? [] : [`words like ${words.map((word) => `“${word}”`).join(', ')}`];
}

function tellingWords(features: readonly Feature[], task: TaskType): string[] {
  const at = TASKS_OF_WEIGHTS.indexOf(task);
  const weights = taskWeights();
  const told = features
    .filter(([name]) => TELLABLE.test(name))
    .map(([name, amount]) => ({ word: name.slice(2), worth: amount * (weights.get(name)?.[at] ?? 0) }))
    .filter(({ worth }) => worth >= TELLING)
    .toSorted((a, b) => b.worth - a.worth);
  return [...new Set(told.map(({ word }) => word))].slice(0, MOST_WORDS);
}
