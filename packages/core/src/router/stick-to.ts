import type { PreviousRoute } from './previous-route.ts';
import type { Route } from './router.ts';
import { TIERS, type Tier } from './tier.ts';

export interface StickOptions {
  /** The model that the tier has now. */
  readonly modelOf: (tier: Tier) => string;
  /** Why the request does not fit a model; null where it does. */
  readonly problemOf: (model: string) => string | null;
  /** The message says too little to tell a task of its own: it goes on with what the conversation is about. */
  readonly isFollowUp: boolean;
}

type Choice = Pick<Route, 'model' | 'tier' | 'reason'>;

/**
 * Keeps a conversation with the model that it began with: a change of voice irritates, and loses the upstream's prompt
 * cache. It moves up where the task needs a higher tier or the window is full, and says so; it never moves down. Where
 * the earlier model is no longer the tier's, or was named by the caller, the new choice stands.
 */
export function stickTo(previous: PreviousRoute | null, next: Choice, options: StickOptions): Choice {
  const { modelOf, problemOf, isFollowUp } = options;
  if (previous === null || previous.tier === null || next.tier === null) return next;
  if (modelOf(previous.tier) !== previous.model || next.model === previous.model) return next;
  const problem = problemOf(previous.model);
  if (problem !== null) return { ...next, reason: `${next.reason}; left ${previous.tier}: ${problem}` };
  if (rank(next.tier) > rank(previous.tier) && !isFollowUp) {
    return { ...next, reason: `${next.reason}; moved up from ${previous.tier}: the task needs it` };
  }
  const { model, tier } = previous;
  return { model, tier, reason: `the conversation stays with ${tier} (alone: ${next.reason})` };
}

function rank(tier: Tier): number {
  return TIERS.indexOf(tier);
}
