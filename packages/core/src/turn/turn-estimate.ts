import type { Route } from '../router/index.ts';

/** What a question would do if it were asked now. Nothing is asked, counted or kept. */
export interface TurnEstimate {
  readonly model: string;
  readonly tier: Route['tier'];
  readonly task: Route['task'];
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
  /** Estimated tokens of the prompt, and of an answer of the usual length. */
  readonly contextTokens: number;
  readonly answerTokens: number;
  /** Dollars, if no cache answers; null where no price is known; 0 where the simulator answers. */
  readonly usd: number | null;
  /** What the baseline model would cost. */
  readonly baselineUsd: number | null;
}
