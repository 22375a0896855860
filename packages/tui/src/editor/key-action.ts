import type { Key } from 'ink';
import type { KeyId } from '../keys/index.ts';
import type { EditorAction } from './editor-state.ts';

/** What a binding does to the editor; null where it is not the editor's. */
export function editorActionOf(id: KeyId, width: number): EditorAction | null {
  switch (id) {
    case 'up':
    case 'down':
      return { type: id, width };
    case 'left':
    case 'right':
    case 'word-left':
    case 'word-right':
    case 'line-start':
    case 'line-end':
    case 'text-start':
    case 'text-end':
    case 'delete-back':
    case 'delete-forward':
    case 'delete-word-back':
    case 'delete-word-forward':
    case 'kill-word':
    case 'kill-to-start':
    case 'kill-to-end':
    case 'yank':
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
