import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { isNewline, keyAction } from '../../../../packages/tui/src/editor/key-action.ts';
import { readTypedChunk } from '../../../../packages/tui/src/editor/typed-chunk.ts';

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};
const actionOf = (input: string, key: Partial<Key> = {}) => keyAction(input, { ...NO_KEY, ...key }, 40);

describe('keys', () => {
  test.each([
    ['Alt+Left', '', { leftArrow: true, meta: true }, 'word-left'],
    ['Ctrl+Right', '', { rightArrow: true, ctrl: true }, 'word-right'],
    ['Alt+F', 'f', { meta: true }, 'word-right'],
    ['Ctrl+A', 'a', { ctrl: true }, 'line-start'],
    ['Ctrl+W', 'w', { ctrl: true }, 'kill-word'],
    ['Alt+Backspace', '', { backspace: true, meta: true }, 'delete-word-back'],
    ['Delete', '', { delete: true }, 'delete-forward'],
  ])('%s', (_name, input, key, type) => expect(actionOf(input, key)).toEqual({ type }));

  test('letters are typed', () => expect(actionOf('ü')).toEqual({ type: 'insert', text: 'ü' }));
  test('an unknown control key types nothing', () => expect(actionOf('q', { ctrl: true })).toBeNull());
  test('escape is not the editor’s', () => expect(actionOf('', { escape: true })).toBeNull());

  test('three ways to a new line; Enter alone is not one', () => {
    const key = { ...NO_KEY, return: true };
    expect(isNewline('\r', { ...key, shift: true })).toBe(true);
    expect(isNewline('\r', { ...key, meta: true })).toBe(true);
    expect(isNewline('\n', NO_KEY)).toBe(true);
    expect(isNewline('\r', key)).toBe(false);
  });
});

describe('a chunk of several characters', () => {
  test('a word with its Enter is sent', () =>
    expect(readTypedChunk('hello\r')).toEqual({ text: 'hello', submit: true }));
  test('so is one that was typed before the chat was up', () =>
    expect(readTypedChunk('hello\n')).toEqual({ text: 'hello', submit: true }));
  test('several lines are a paste and are not sent', () =>
    expect(readTypedChunk('one\rtwo\r')).toEqual({ text: 'one\ntwo\n', submit: false }));
});
