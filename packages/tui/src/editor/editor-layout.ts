import stringWidth from 'string-width';
import { graphemesOf } from './graphemes.ts';
import { pasteLabel, type PastedText } from './pasted-text.ts';

/** One row of the screen. `start` and `end` are offsets into the text; a line feed belongs to no row. */
export interface EditorRow {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether the row goes on below because it was too long, not because of a line feed. */
  readonly wrapped: boolean;
}

export interface EditorLayout {
  readonly rows: readonly EditorRow[];
  readonly cursorRow: number;
  /** In terminal columns, at most `width`. */
  readonly cursorColumn: number;
}

/** What the editor shows for one grapheme: tabs as spaces, control characters as a dot, a long paste as its label. */
export function showGrapheme(grapheme: string, pasted: readonly PastedText[]): string {
  if (grapheme === '\t') return '    ';
  if (/^[\u0000-\u001f\u007f-\u009f]/.test(grapheme)) return '·';
  const entry = pasted.find(({ mark }) => mark === grapheme);
  return entry === undefined ? grapheme : pasteLabel(entry);
}

/** A piece of the text as the editor shows it. */
export function showText(text: string, pasted: readonly PastedText[]): string {
  return graphemesOf(text)
    .map((grapheme) => showGrapheme(grapheme, pasted))
    .join('');
}

/** Breaks the text into rows of at most `width` columns, between words where it can, and finds the cursor. */
export function layOutEditor(
  text: string,
  cursor: number,
  pasted: readonly PastedText[],
  width: number,
): EditorLayout {
  const rows: EditorRow[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    for (const { start, end, ...row } of wrapCached(line, pasted, Math.max(1, width))) {
      rows.push({ ...row, start: start + lineStart, end: end + lineStart });
    }
    lineStart += line.length + 1;
  }
  let cursorRow = rows.findIndex(
    (row) => cursor >= row.start && (row.wrapped ? cursor < row.end : cursor <= row.end),
  );
  if (cursorRow === -1) cursorRow = rows.length - 1;
  return { rows, cursorRow, cursorColumn: columnAt(text, rows[cursorRow], cursor, pasted) };
}

/** The offset in a row that is nearest to a column. */
export function offsetAtColumn(
  text: string,
  row: EditorRow,
  column: number,
  pasted: readonly PastedText[],
): number {
  let offset = row.start;
  let reached = 0;
  for (const grapheme of graphemesOf(text.slice(row.start, row.end))) {
    const columns = stringWidth(showGrapheme(grapheme, pasted));
    if (reached + columns > column) break;
    // The end of a wrapped row is the start of the next one.
    if (row.wrapped && offset + grapheme.length >= row.end) break;
    reached += columns;
    offset += grapheme.length;
  }
  return offset;
}

function columnAt(
  text: string,
  row: EditorRow | undefined,
  cursor: number,
  pasted: readonly PastedText[],
): number {
  if (row === undefined) return 0;
  const shown = graphemesOf(text.slice(row.start, cursor)).map((grapheme) => showGrapheme(grapheme, pasted));
  return shown.reduce((columns, piece) => columns + stringWidth(piece), 0);
}

/** Rows by line: with each key one line changes, and a text may have thousands. */
const wrapped = new Map<string, readonly EditorRow[]>();
const MOST_WRAPPED = 5_000;

function wrapCached(line: string, pasted: readonly PastedText[], width: number): readonly EditorRow[] {
  if (pasted.some(({ mark }) => line.includes(mark))) return wrapLine(line, pasted, width);
  const key = `${width} ${line}`;
  const known = wrapped.get(key);
  if (known !== undefined) return known;
  if (wrapped.size >= MOST_WRAPPED) wrapped.clear();
  const rows = wrapLine(line, pasted, width);
  wrapped.set(key, rows);
  return rows;
}

/** Offsets are from the line's start. */
function wrapLine(line: string, pasted: readonly PastedText[], width: number): readonly EditorRow[] {
  const rows: EditorRow[] = [];
  const cells = graphemesOf(line).map((grapheme) => {
    const shown = showGrapheme(grapheme, pasted);
    return { grapheme, shown, columns: stringWidth(shown) };
  });
  let first = 0;
  let columns = 0;
  let breakAt = 0;
  let start = 0;
  const push = (to: number, wrapped: boolean) => {
    const taken = cells.slice(first, to);
    const end = start + taken.reduce((length, { grapheme }) => length + grapheme.length, 0);
    rows.push({ start, end, text: taken.map(({ shown }) => shown).join(''), wrapped });
    first = to;
    start = end;
  };
  for (const [index, cell] of cells.entries()) {
    if (columns + cell.columns > width && index > first) {
      push(breakAt > first ? breakAt : index, true);
      columns = cells.slice(first, index).reduce((sum, { columns: own }) => sum + own, 0);
    }
    columns += cell.columns;
    if (cell.grapheme === ' ') breakAt = index + 1;
  }
  push(cells.length, false);
  return rows;
}
