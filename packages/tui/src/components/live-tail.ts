import { noHighlight, renderGrowingPart, type AnswerPart, type Highlight } from '../markdown/index.ts';
import type { LiveTurn } from '../state/index.ts';
import { thoughtLines } from '../state/transcript-lines.ts';
import type { Theme } from '../theme/index.ts';

/** Of a longer block only the end is rendered, and without colours: it is done again with every flush. Characters. */
const LONG_TAIL = 6_000;

/** Of what is being thought: characters that are looked at, and rows that are shown. */
const LONG_THOUGHT = 2_000;
const MOST_THOUGHT_ROWS = 5;

/** The last rows of what is still being written; at most `rows`. */
export function liveTailLines(
  turn: LiveTurn | null,
  rows: number,
  width: number,
  theme: Theme,
  highlight: Highlight,
): readonly string[] {
  if (turn === null || rows <= 0) return [];
  if (turn.thoughts !== '') {
    const shown = thoughtLines(turn.thoughts.slice(-LONG_THOUGHT), width, theme);
    return ['', ...shown.slice(-Math.min(rows - 1, MOST_THOUGHT_ROWS))].slice(-rows);
  }
  if (turn.tail.text.trim() === '') return [];
  const isLong = turn.tail.text.length > LONG_TAIL;
  const lines = renderGrowingPart(isLong ? endOf(turn.tail) : turn.tail, {
    width,
    theme,
    highlight: isLong ? noHighlight : highlight,
  });
  return (turn.tail.joined ? lines : ['', ...lines]).slice(-rows);
}

/** Whole lines from the end of a part. */
function endOf(part: AnswerPart): AnswerPart {
  const { text, code } = part;
  const cut = text.slice(-LONG_TAIL);
  const end = cut.slice(cut.indexOf('\n') + 1);
  if (code === null) return { ...part, text: end };
  const before = code.before === '' ? text.slice(0, text.indexOf('\n') + 1) : code.before;
  return { ...part, text: end, code: { ...code, before } };
}
