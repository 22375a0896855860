import { layOutEditor, offsetAtColumn } from './editor-layout.ts';
import { nextBoundary, previousBoundary } from './graphemes.ts';
import type { PastedText } from './pasted-text.ts';
import { wordEnd, wordStart } from './word-boundaries.ts';

/** Ways to move the cursor; all keep within the text. */
export type Move =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'word-left'
  | 'word-right'
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end';

interface Place {
  readonly text: string;
  readonly cursor: number;
  readonly pasted: readonly PastedText[];
  readonly goalColumn: number | null;
}

/** Where the cursor is after a move. `width`: columns of a row, for up and down. */
export function moved(place: Place, move: Move, width: number): Pick<Place, 'cursor' | 'goalColumn'> {
  if (move === 'up' || move === 'down') return movedByRow(place, move, width);
  return { cursor: target(place, move), goalColumn: null };
}

function target({ text, cursor }: Place, move: Exclude<Move, 'up' | 'down'>): number {
  switch (move) {
    case 'left':
      return previousBoundary(text, cursor);
    case 'right':
      return nextBoundary(text, cursor);
    case 'word-left':
      return wordStart(text, cursor);
    case 'word-right':
      return wordEnd(text, cursor);
    case 'line-start':
      return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
    case 'line-end':
      return text.indexOf('\n', cursor) === -1 ? text.length : text.indexOf('\n', cursor);
    case 'text-start':
      return 0;
    case 'text-end':
      return text.length;
  }
}

function movedByRow(
  { text, cursor, pasted, goalColumn }: Place,
  direction: 'up' | 'down',
  width: number,
): Pick<Place, 'cursor' | 'goalColumn'> {
  const layout = layOutEditor(text, cursor, pasted, width);
  const row = layout.rows[layout.cursorRow + (direction === 'up' ? -1 : 1)];
  if (row === undefined) return { cursor, goalColumn };
  const goal = goalColumn ?? layout.cursorColumn;
  return { cursor: offsetAtColumn(text, row, goal, pasted), goalColumn: goal };
}
