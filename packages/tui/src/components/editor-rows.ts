import { selectionOf, showText, type EditorRow, type EditorState } from '../editor/index.ts';

/** A row of the editor, what is selected of it reversed: a sign that needs no colour. */
export function editorRow(row: EditorRow, editor: EditorState): string {
  const selection = selectionOf(editor);
  if (selection === null || selection.end <= row.start || selection.start > row.end) return row.text;
  const start = Math.max(selection.start, row.start);
  const end = Math.min(selection.end, row.end);
  const piece = (from: number, to: number) => showText(editor.text.slice(from, to), editor.pasted);
  // A line end that is selected shows as a space.
  const lineEnd = !row.wrapped && selection.end > row.end ? ' ' : '';
  return `${piece(row.start, start)}\u001b[7m${piece(start, end)}${lineEnd}\u001b[27m${piece(end, row.end)}`;
}
