import { layOutEditor, offsetAtColumn } from './editor-layout.ts';
import { clampToBoundary, nextBoundary, previousBoundary } from './graphemes.ts';
import { expandPasted, freeMark, isLongPaste, type PastedText } from './pasted-text.ts';
import { spaceDelimitedStart, wordEnd, wordStart } from './word-boundaries.ts';

export interface EditorState {
  /** Long pastes stand in it as one mark each. */
  readonly text: string;
  /** UTF-16 offset, always on a grapheme boundary. */
  readonly cursor: number;
  readonly pasted: readonly PastedText[];
  /** What Ctrl+Y brings back. */
  readonly killed: string;
  /** The column that up and down aim at. */
  readonly goalColumn: number | null;
}

export type EditorAction =
  | { readonly type: 'insert' | 'paste' | 'set'; readonly text: string }
  | { readonly type: 'up' | 'down'; readonly width: number }
  | { readonly type: 'left' | 'right' | 'word-left' | 'word-right' }
  | { readonly type: 'line-start' | 'line-end' | 'text-start' | 'text-end' }
  | { readonly type: 'delete-back' | 'delete-forward' | 'delete-word-back' | 'delete-word-forward' }
  | { readonly type: 'kill-word' | 'kill-to-start' | 'kill-to-end' | 'yank' | 'clear' };

export const EMPTY_EDITOR: EditorState = { text: '', cursor: 0, pasted: [], killed: '', goalColumn: null };

/** What is sent: the text with long pastes in full. */
export function editorValue(state: EditorState): string {
  return expandPasted(state.text, state.pasted);
}

/** Pure: the state after one action. */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
  const { text, cursor } = state;
  switch (action.type) {
    case 'insert':
      return insert(state, action.text);
    case 'paste':
      return paste(state, action.text);
    case 'set':
      return { ...EMPTY_EDITOR, killed: state.killed, text: action.text, cursor: action.text.length };
    case 'clear':
      return { ...EMPTY_EDITOR, killed: state.killed };
    case 'up':
    case 'down':
      return moveVertically(state, action.type, action.width);
    case 'left':
      return moveTo(state, previousBoundary(text, cursor));
    case 'right':
      return moveTo(state, nextBoundary(text, cursor));
    case 'word-left':
      return moveTo(state, wordStart(text, cursor));
    case 'word-right':
      return moveTo(state, wordEnd(text, cursor));
    case 'line-start':
      return moveTo(state, lineStart(text, cursor));
    case 'line-end':
      return moveTo(state, lineEnd(text, cursor));
    case 'text-start':
      return moveTo(state, 0);
    case 'text-end':
      return moveTo(state, text.length);
    case 'delete-back':
      return remove(state, previousBoundary(text, cursor), cursor);
    case 'delete-forward':
      return remove(state, cursor, nextBoundary(text, cursor));
    case 'delete-word-back':
      return kill(state, wordStart(text, cursor), cursor);
    case 'delete-word-forward':
      return kill(state, cursor, wordEnd(text, cursor));
    case 'kill-word':
      return kill(state, spaceDelimitedStart(text, cursor), cursor);
    case 'kill-to-start':
      // At the start of a line it takes the line feed, so that repeating it goes on.
      return kill(state, Math.min(lineStart(text, cursor), previousBoundary(text, cursor)), cursor);
    case 'kill-to-end':
      return kill(state, cursor, Math.max(lineEnd(text, cursor), nextBoundary(text, cursor)));
    case 'yank':
      return insert(state, state.killed);
  }
}

function insert(state: EditorState, added: string): EditorState {
  if (added === '') return state;
  const text = state.text.slice(0, state.cursor) + added + state.text.slice(state.cursor);
  // What is inserted may join with its neighbours into one grapheme: a combining mark, the second half of a flag.
  const wanted = state.cursor + added.length;
  const boundary = clampToBoundary(text, wanted);
  return {
    ...state,
    text,
    cursor: boundary === wanted ? wanted : nextBoundary(text, boundary),
    goalColumn: null,
  };
}

function paste(state: EditorState, raw: string): EditorState {
  const text = raw.replaceAll(/\r\n?/g, '\n').toWellFormed();
  const mark = isLongPaste(text) ? freeMark(state.text, state.pasted) : null;
  if (mark === null) return insert(state, text);
  return insert({ ...state, pasted: [...state.pasted, { mark, text }] }, mark);
}

function moveVertically(state: EditorState, direction: 'up' | 'down', width: number): EditorState {
  const layout = layOutEditor(state.text, state.cursor, state.pasted, width);
  const row = layout.rows[layout.cursorRow + (direction === 'up' ? -1 : 1)];
  if (row === undefined) return state;
  const goalColumn = state.goalColumn ?? layout.cursorColumn;
  return { ...state, cursor: offsetAtColumn(state.text, row, goalColumn, state.pasted), goalColumn };
}

function moveTo(state: EditorState, cursor: number): EditorState {
  return { ...state, cursor, goalColumn: null };
}

function remove(state: EditorState, from: number, to: number): EditorState {
  const text = state.text.slice(0, from) + state.text.slice(to);
  // The two ends may have joined into one grapheme.
  return { ...state, text, cursor: clampToBoundary(text, from), goalColumn: null };
}

function kill(state: EditorState, from: number, to: number): EditorState {
  return from === to ? state : { ...remove(state, from, to), killed: state.text.slice(from, to) };
}

function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}
