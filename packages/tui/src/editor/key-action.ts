import type { Key } from 'ink';
import type { EditorAction } from './editor-state.ts';

/** What a key does to the editor; null where the key is not the editor's. Enter is not: see `isNewline`. */
export function keyAction(input: string, key: Key, width: number): EditorAction | null {
  const word = key.meta || key.ctrl;
  if (key.leftArrow) return { type: word ? 'word-left' : 'left' };
  if (key.rightArrow) return { type: word ? 'word-right' : 'right' };
  if (key.upArrow) return { type: 'up', width };
  if (key.downArrow) return { type: 'down', width };
  if (key.home) return { type: key.ctrl ? 'text-start' : 'line-start' };
  if (key.end) return { type: key.ctrl ? 'text-end' : 'line-end' };
  if (key.backspace) return { type: word ? 'delete-word-back' : 'delete-back' };
  if (key.delete) return { type: word ? 'delete-word-forward' : 'delete-forward' };
  if (key.return || key.escape || key.tab || key.pageUp || key.pageDown) return null;
  if (key.ctrl) return CONTROL_ACTIONS[input] ?? null;
  if (key.meta) return META_ACTIONS[input.toLowerCase()] ?? null;
  if (key.super || key.hyper || input === '') return null;
  return { type: 'insert', text: input };
}

/** Shift+Enter where the terminal tells it apart, Alt+Enter, Ctrl+J (a bare line feed). */
export function isNewline(input: string, key: Key): boolean {
  if (key.return) return key.shift || key.meta || key.ctrl;
  return input === '\n' || (key.ctrl && input === 'j');
}

const CONTROL_ACTIONS: Readonly<Record<string, EditorAction>> = {
  a: { type: 'line-start' },
  b: { type: 'left' },
  e: { type: 'line-end' },
  f: { type: 'right' },
  k: { type: 'kill-to-end' },
  u: { type: 'kill-to-start' },
  w: { type: 'kill-word' },
  y: { type: 'yank' },
};

const META_ACTIONS: Readonly<Record<string, EditorAction>> = {
  b: { type: 'word-left' },
  d: { type: 'delete-word-forward' },
  f: { type: 'word-right' },
};
