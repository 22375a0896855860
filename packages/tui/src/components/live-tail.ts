import type { Highlight } from '../markdown/index.ts';
import { noHighlight, renderMarkdown } from '../markdown/index.ts';
import type { LiveTurn } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';

/** A tail beyond this many characters is shown without colours in code: it is rendered again with every flush. */
const LONG_TAIL = 6_000;

/** The last rows of the block that is still being written; at most `rows`. */
export function liveTailLines(
  turn: LiveTurn | null,
  rows: number,
  width: number,
  theme: Theme,
  highlight: Highlight,
): readonly string[] {
  if (turn === null || rows <= 0 || turn.tail.trim() === '') return [];
  const lines = renderMarkdown(turn.tail, {
    width,
    theme,
    highlight: turn.tail.length > LONG_TAIL ? noHighlight : highlight,
  });
  return ['', ...lines].slice(-rows);
}
