import type { CodeRun } from '@jackdaw/core';

export const ENTRIES = 60_000;
export const LABEL = 'all-MiniLM-L6-v2';

/** Entries with ids from `from` on, whose codes say their ids. */
export function codeRun(from: number, count: number): CodeRun {
  const ids = Uint32Array.from({ length: count }, (_, at) => from + at);
  return {
    partition: 'fresh questions',
    ids,
    first: Uint32Array.from({ length: count * 4 }, (_, at) => ids[at >> 2] ?? 0),
    rest: Uint32Array.from({ length: count * 8 }, (_, at) => ids[at >> 3] ?? 0),
  };
}
