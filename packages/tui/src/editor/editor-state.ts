import { NO_HISTORY, remembering, stepBack, stepOn, type EditHistory } from './edit-history.ts';
import { goesOn, type EditRun } from './edit-run.ts';
import { moved, type Move } from './editor-moves.ts';
import { clampToBoundary, nextBoundary, previousBoundary } from './graphemes.ts';
import { addKill } from './kill-ring.ts';
import { expandPasted, freeMark, isLongPaste, pasteAt, type PastedText } from './pasted-text.ts';
import { spaceDelimitedStart, wordEnd, wordStart } from './word-boundaries.ts';

export interface EditorState {
  /** Long pastes stand in it as one mark each. */
  readonly text: string;
  /** UTF-16 offset, always on a grapheme boundary. */
  readonly cursor: number;
  /** The other end of what is selected; null where nothing is. */
  readonly anchor: number | null;
  readonly pasted: readonly PastedText[];
  /** What Ctrl+Y brings back, newest first. */
  readonly kills: readonly string[];
  /** The column that up and down aim at. */
  readonly goalColumn: number | null;
  readonly history: EditHistory;
  readonly run: EditRun | null;
}

export type EditorAction =
  | { readonly type: 'insert' | 'paste' | 'set'; readonly text: string }
  /** From one offset to another, both between two characters. */
  | { readonly type: 'replace'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly type: 'move' | 'select'; readonly move: Move; readonly width: number }
  | { readonly type: 'select-all' | 'select-none' | 'copy' | 'undo' | 'redo' | 'expand-paste' }
  | { readonly type: 'delete-back' | 'delete-forward' | 'delete-word-back' | 'delete-word-forward' }
  | { readonly type: 'kill-word' | 'kill-to-start' | 'kill-to-end' | 'yank' | 'yank-pop' }
  /** `clear` can be undone; `reset` is after the text was sent. */
  | { readonly type: 'clear' | 'reset' };

export const EMPTY_EDITOR: EditorState = {
  text: '',
  cursor: 0,
  anchor: null,
  pasted: [],
  kills: [],
  goalColumn: null,
  history: NO_HISTORY,
  run: null,
};

/** What is sent: the text with long pastes in full. */
export function editorValue(state: EditorState): string {
  return expandPasted(state.text, state.pasted);
}

/** What is selected, as offsets into the text; null where nothing is. */
export function selectionOf({ anchor, cursor }: EditorState): {
  readonly start: number;
  readonly end: number;
} | null {
  if (anchor === null || anchor === cursor) return null;
  return { start: Math.min(anchor, cursor), end: Math.max(anchor, cursor) };
}

/** Pure: the state after one action. */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
  const { text, cursor } = state;
  const selection = selectionOf(state);
  switch (action.type) {
    case 'insert':
      return insert(state, action.text, { kind: 'type', edge: action.text });
    case 'paste':
      return paste(state, action.text);
    case 'replace':
      return replace(state, action.start, action.end, action.text, null);
    case 'set':
      return replace(state, 0, text.length, action.text, null);
    case 'clear':
      return replace(state, 0, text.length, '', null);
    case 'reset':
      // What stands for a paste means nothing without the paste.
      return { ...EMPTY_EDITOR, kills: state.kills.map((killed) => expandPasted(killed, state.pasted)) };
    case 'move':
      return move(state, action.move, action.width);
    case 'select':
      return {
        ...state,
        ...moved(state, action.move, action.width),
        anchor: state.anchor ?? cursor,
        run: null,
      };
    case 'select-all':
      return { ...state, anchor: 0, cursor: text.length, goalColumn: null, run: null };
    case 'select-none':
      return { ...state, anchor: null };
    case 'copy':
      if (selection === null) return state;
      return {
        ...state,
        anchor: null,
        run: null,
        kills: addKill(state.kills, text.slice(selection.start, selection.end), null),
      };
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
      return kill(
        state,
        Math.min(moved(state, 'line-start', 1).cursor, previousBoundary(text, cursor)),
        cursor,
      );
    case 'kill-to-end':
      return kill(state, cursor, Math.max(moved(state, 'line-end', 1).cursor, nextBoundary(text, cursor)));
    case 'yank':
      return yank(state, 0);
    case 'yank-pop':
      return yankPop(state);
    case 'undo':
    case 'redo':
      return travel(state, action.type);
    case 'expand-paste':
      return expandPaste(state);
  }
}

/** Every change of the text goes through here: `start` to `end` becomes `added`, and the cursor stands behind it. */
function replace(
  state: EditorState,
  start: number,
  end: number,
  added: string,
  run: EditRun | null,
): EditorState {
  const text = state.text.slice(0, start) + added + state.text.slice(end);
  if (text === state.text) return { ...state, anchor: null, run: null };
  // What stands side by side now may be one grapheme: a combining mark, the second half of a flag.
  const wanted = start + added.length;
  const boundary = clampToBoundary(text, wanted);
  return {
    ...state,
    text,
    cursor: boundary === wanted || added === '' ? boundary : nextBoundary(text, boundary),
    anchor: null,
    goalColumn: null,
    run,
    history: goesOn(state.run, run) ? { ...state.history, future: [] } : remembering(state.history, state),
  };
}

/** In the place of what is selected. */
function insert(state: EditorState, added: string, run: EditRun | null): EditorState {
  if (added === '') return state;
  const selection = selectionOf(state);
  if (selection === null) return replace(state, state.cursor, state.cursor, added, run);
  return replace({ ...state, run: null }, selection.start, selection.end, added, run);
}

function paste(state: EditorState, raw: string): EditorState {
  const text = raw.replaceAll(/\r\n?/g, '\n').toWellFormed();
  const mark = isLongPaste(text) ? freeMark(state.text, state.pasted) : null;
  if (mark === null) return insert(state, text, null);
  const number = state.pasted.length + 1;
  return insert({ ...state, pasted: [...state.pasted, { mark, text, number }] }, mark, null);
}

/** A move without Shift leaves the selection by the end that it goes to. */
function move(state: EditorState, by: Move, width: number): EditorState {
  const selection = selectionOf(state);
  if (selection !== null && (by === 'left' || by === 'right')) {
    const cursor = by === 'left' ? selection.start : selection.end;
    return { ...state, cursor, anchor: null, goalColumn: null, run: null };
  }
  return { ...state, ...moved(state, by, width), anchor: null, run: null };
}

function remove(state: EditorState, from: number, to: number): EditorState {
  const selection = selectionOf(state);
  if (selection !== null) return replace(state, selection.start, selection.end, '', null);
  return replace(state, from, to, '', { kind: 'delete', edge: state.text.slice(from, to) });
}

function kill(state: EditorState, from: number, to: number): EditorState {
  const { start, end } = selectionOf(state) ?? { start: from, end: to };
  if (start === end) return state;
  const joined = state.run?.kind !== 'kill' ? null : end === state.cursor ? 'before' : 'after';
  const kills = addKill(state.kills, state.text.slice(start, end), joined);
  return replace({ ...state, kills }, start, end, '', { kind: 'kill' });
}

function yank(state: EditorState, index: number): EditorState {
  const text = state.kills[index];
  if (text === undefined) return state;
  const start = selectionOf(state)?.start ?? state.cursor;
  return insert(state, text, { kind: 'yank', start, end: start + text.length, index });
}

/** The cut text before the one that was just put back, in its place. */
function yankPop(state: EditorState): EditorState {
  const { run, kills } = state;
  if (run?.kind !== 'yank') return state;
  const index = (run.index + 1) % kills.length;
  const text = kills[index] ?? '';
  const now: EditRun = { kind: 'yank', start: run.start, end: run.start + text.length, index };
  return { ...replace(state, run.start, run.end, text, now), run: now };
}

function travel(state: EditorState, direction: 'undo' | 'redo'): EditorState {
  const step = (direction === 'undo' ? stepBack : stepOn)(state.history, state);
  if (step === null) return state;
  return { ...state, ...step.shown, history: step.history, anchor: null, goalColumn: null, run: null };
}

/** The paste whose stand-in is before the cursor, or behind it, as text. */
function expandPaste(state: EditorState): EditorState {
  const found = pasteAt(state.text, state.cursor, state.pasted);
  return found === null ? state : replace(state, found.start, found.end, found.text, null);
}
