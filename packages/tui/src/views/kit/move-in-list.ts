import type { Move } from './view-key.ts';

/** Where a move leads in a list of `count` entries of which `page` are seen at once. No entry: 0. */
export function moveInList(at: number, move: Move, count: number, page: number): number {
  const step = Math.max(1, page - 1);
  const to = {
    up: at - 1,
    down: at + 1,
    'page-up': at - step,
    'page-down': at + step,
    first: 0,
    last: count - 1,
    left: at,
    right: at,
  }[move];
  return Math.max(0, Math.min(to, count - 1));
}
