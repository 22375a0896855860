import type { JackdawError } from '../errors/index.ts';
import type { Usage } from '../turn/usage.ts';
import { NOTHING, type Reservation } from './reservation.ts';

/** Tokens that count toward the limit: what is read from the prompt cache does not. */
export function countedInput({ input, cacheWrite5m, cacheWrite1h }: Usage): number {
  return input + cacheWrite5m + cacheWrite1h;
}

/** What a call has taken of the limits, as it ended. What was turned away, or never arrived, took nothing. */
export function takenBy(reserved: Reservation, usage: Usage | null, error: JackdawError | null): Reservation {
  if (usage !== null) return { requests: 1, input: countedInput(usage), output: usage.output };
  if (error?.code === 'rate_limited' || error?.code === 'unreachable') return NOTHING;
  // A server that does not count has no limits to keep to; a failed call may have been counted until it failed.
  return { ...reserved, output: 0 };
}
