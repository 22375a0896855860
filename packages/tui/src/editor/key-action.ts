import type { Key } from 'ink';
import type { KeyId } from '../keys/index.ts';
import type { EditorAction } from './editor-state.ts';

/** What a binding does to the editor; null where it is not the editor's. */
export function editorActionOf(id: KeyId, width: number): EditorAction | null {
  switch (id) {
    case 'up':
    case 'down':
    case 'left':
    case 'right':
    case 'word-left':
    case 'word-right':
    case 'line-start':
    case 'line-end':
    case 'text-start':
    case 'text-end':
      return { type: 'move', move: id, width };
    case 'select-left':
      return { type: 'select', move: 'left', width };
    case 'select-right':
      return { type: 'select', move: 'right', width };
    case 'select-up':
      return { type: 'select', move: 'up', width };
    case 'select-down':
      return { type: 'select', move: 'down', width };
    case 'select-word-left':
      return { type: 'select', move: 'word-left', width };
    case 'select-word-right':
      return { type: 'select', move: 'word-right', width };
    case 'select-line-start':
      return { type: 'select', move: 'line-start', width };
    case 'select-line-end':
      return { type: 'select', move: 'line-end', width };
    case 'select-all':
    case 'delete-back':
    case 'delete-forward':
    case 'delete-word-back':
    case 'delete-word-forward':
    case 'kill-word':
    case 'kill-to-start':
    case 'kill-to-end':
    case 'yank':
    case 'yank-pop':
    case 'undo':
    case 'redo':
      return { type: id };
    default:
      return null;
  }
}

/** What a key types; null where it is no text. */
export function typedText(input: string, key: Key): string | null {
  if (key.ctrl || key.meta || key.super || key.hyper || key.escape || key.tab || key.return) return null;
  return input === '' ? null : input;
}
