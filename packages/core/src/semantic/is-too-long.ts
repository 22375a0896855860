import { estimateTextTokens } from '../router/estimate-tokens.ts';

/** The real embedder reads no further; texts that differ behind would look the same. */
export const MAXIMUM_TOKENS = 256;

/** Estimated, and rather too long than too short. */
export function isTooLong(text: string): boolean {
  return estimateTextTokens(text) > MAXIMUM_TOKENS;
}
