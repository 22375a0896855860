import type { Tier } from './tier.ts';

/** The route of the conversation's turn before, as its record has it. */
export interface PreviousRoute {
  readonly model: string;
  /** Null where the caller had named a model of no tier. */
  readonly tier: Tier | null;
}
