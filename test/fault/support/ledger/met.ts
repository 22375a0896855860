import type { Call } from './check-lines.ts';
import type { Seen } from './mixed-turn.ts';

/** What the ledger has to get right, and how often it came up. */
export const nothingMet = () => ({
  'exact hits': 0,
  'semantic hits': 0,
  misses: 0,
  retries: 0,
  aborts: 0,
  refusals: 0,
  're-asks': 0,
  fallbacks: 0,
  failures: 0,
  cuts: 0,
  'shared calls': 0,
  'prompt-cache reads': 0,
  '5m writes': 0,
  '1h writes': 0,
});
export type Met = ReturnType<typeof nothingMet>;

/** As its reader saw the turn. */
export function noteSeen(met: Met, { cache, stopReason, error, retries, types }: Seen): void {
  if (cache === 'exact') met['exact hits'] += 1;
  if (cache === 'semantic') met['semantic hits'] += 1;
  if (cache === 'miss') met.misses += 1;
  met.retries += retries;
  if (error === 'cancelled') met.aborts += 1;
  else if (error === 'refused' || stopReason === 'refusal') met.refusals += 1;
  else if (error !== null) met.failures += 1;
  if (stopReason === 'max_tokens' || stopReason === 'pause_turn') met.cuts += 1;
  if (types.has('text-discard')) met['re-asks'] += 1;
  if (types.has('route-change')) met.fallbacks += 1;
  if (types.has('flight-join')) met['shared calls'] += 1;
}

/** As the upstream billed the call. */
export function noteCall(met: Met, { usage }: Call): void {
  if ((usage?.cacheReadTokens ?? 0) > 0) met['prompt-cache reads'] += 1;
  if ((usage?.cacheWrite5mTokens ?? 0) > 0) met['5m writes'] += 1;
  if ((usage?.cacheWrite1hTokens ?? 0) > 0) met['1h writes'] += 1;
}
