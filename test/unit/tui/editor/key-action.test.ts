import { describe, expect, test } from 'vitest';
import { editorActionOf, typedText } from '../../../../packages/tui/src/editor/key-action.ts';
import { readTypedChunk } from '../../../../packages/tui/src/editor/typed-chunk.ts';
import { createKeyMap } from '../../../../packages/tui/src/keys/index.ts';
import { keyPress } from '../../../support/key-press.ts';

const { keys } = createKeyMap();
const actionOf = (input: string, fields: Parameters<typeof keyPress>[0] = {}) => {
  const id = keys.find(input, keyPress(fields));
  return id === null ? null : editorActionOf(id, 40);
};

describe('keys', () => {
  test.each([
    ['Alt+Left', '', { leftArrow: true, meta: true }, 'word-left'],
    ['Ctrl+Right', '', { rightArrow: true, ctrl: true }, 'word-right'],
    ['Alt+F', 'f', { meta: true }, 'word-right'],
    ['Ctrl+A', 'a', { ctrl: true }, 'line-start'],
    ['Ctrl+W', 'w', { ctrl: true }, 'kill-word'],
    ['Alt+Backspace', '', { backspace: true, meta: true }, 'delete-word-back'],
    ['Delete', '', { delete: true }, 'delete-forward'],
  ])('%s', (_name, input, key, type) => {
    const action = actionOf(input, key);
    expect(action?.type === 'move' ? action.move : action?.type).toBe(type);
  });

  test('letters are typed', () => expect(typedText('ü', keyPress())).toBe('ü'));
  test('an unknown control key types nothing', () => {
    expect(actionOf('q', { ctrl: true })).toBeNull();
    expect(typedText('q', keyPress({ ctrl: true }))).toBeNull();
  });
  test('escape is not the editor’s', () => expect(actionOf('', { escape: true })).toBeNull());

  test('three ways to a new line; Enter alone is not one', () => {
    expect(keys.find('\r', keyPress({ return: true, shift: true }))).toBe('newline');
    expect(keys.find('\r', keyPress({ return: true, meta: true }))).toBe('newline');
    expect(keys.find('\n', keyPress())).toBe('newline');
    expect(keys.find('\r', keyPress({ return: true }))).toBe('send');
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
