import type { Usage } from '@jackdaw/core';
import { isObject, type JsonObject } from './json-object.ts';

/**
 * Usage after one more report of the upstream. Reports are cumulative, so what they name replaces what was known;
 * what they leave out (or say null) stays. Null while nothing is known.
 */
export function mergeUsage(known: Usage | null, report: unknown): Usage | null {
  if (!isObject(report)) return known;
  const input = count(report['input_tokens']);
  const output = count(report['output_tokens']);
  if (input === undefined && output === undefined) return known;
  const { cacheWrite5m, cacheWrite1h } = cacheWrites(known, report);
  return {
    input: input ?? known?.input ?? 0,
    output: output ?? known?.output ?? 0,
    cacheRead: count(report['cache_read_input_tokens']) ?? known?.cacheRead ?? 0,
    cacheWrite5m,
    cacheWrite1h,
  };
}

/** The two lifetimes cost differently. Only the start of a message tells them apart; later reports give the sum. */
function cacheWrites(known: Usage | null, report: JsonObject): Pick<Usage, 'cacheWrite5m' | 'cacheWrite1h'> {
  const parts = report['cache_creation'];
  if (isObject(parts)) {
    return {
      cacheWrite5m: count(parts['ephemeral_5m_input_tokens']) ?? 0,
      cacheWrite1h: count(parts['ephemeral_1h_input_tokens']) ?? 0,
    };
  }
  const hour = known?.cacheWrite1h ?? 0;
  const sum = count(report['cache_creation_input_tokens']);
  if (sum === undefined) return { cacheWrite5m: known?.cacheWrite5m ?? 0, cacheWrite1h: hour };
  return { cacheWrite5m: Math.max(0, sum - hour), cacheWrite1h: Math.min(hour, sum) };
}

function count(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return undefined;
  return Math.min(Math.round(value), Number.MAX_SAFE_INTEGER);
}
