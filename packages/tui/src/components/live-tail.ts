import type { Highlight } from '../markdown/index.ts';
import { noHighlight, renderMarkdown } from '../markdown/index.ts';
import type { LiveTurn } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';

/** Of a longer block only the end is rendered, and without colours: it is done again with every flush. Characters. */
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
  const isLong = turn.tail.length > LONG_TAIL;
  const lines = renderMarkdown(isLong ? endOf(turn.tail) : turn.tail, {
    width,
    theme,
    highlight: isLong ? noHighlight : highlight,
  });
  return ['', ...lines].slice(-rows);
}

/** Whole lines from the end of a block, behind its fence where it has one. */
function endOf(block: string): string {
  const fence = /^ {0,3}(?:`{3,}|~{3,})[^\n]*\n/.exec(block)?.[0] ?? '';
  const cut = block.slice(-LONG_TAIL);
  return fence + cut.slice(cut.indexOf('\n') + 1);
}
