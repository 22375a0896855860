import { describe, expect, test } from 'vitest';
import { chordOf, parseChord, showChord } from '../../../../packages/tui/src/keys/index.ts';
import { keyPress } from '../../../support/key-press.ts';

describe('a chord as people write it', () => {
  test.each([
    ['Ctrl+P', 'ctrl+p'],
    ['shift+CTRL+left', 'ctrl+shift+left'],
    ['Option-Enter', 'alt+enter'],
    ['esc', 'escape'],
    ['ctrl++', 'ctrl++'],
    ['ctrl+shift+-', 'ctrl+shift+-'],
  ])('%s', (text, chord) => expect(parseChord(text)).toEqual({ chord }));

  test.each([
    ['hyper+p', 'is no key'],
    ['ctrl+', 'is no key'],
    ['f13', 'is no key'],
    ['', 'is no key'],
    ['p', 'types a letter'],
    ['shift+p', 'types a letter'],
    ['ctrl+i', 'the same for Ctrl+I and Tab'],
    ['ctrl+m', 'the same for Ctrl+M and Enter'],
  ])('“%s” is refused with the reason', (text, reason) =>
    expect(parseChord(text)).toEqual({ problem: expect.stringContaining(reason) }),
  );
});

describe('a chord as the terminal sends it', () => {
  test.each([
    ['Ctrl+P', 'p', { ctrl: true }, 'ctrl+p'],
    ['Alt+Z with shift', 'Z', { meta: true, shift: true }, 'alt+shift+z'],
    ['a bare line feed', '\n', {}, 'ctrl+j'],
    ['Alt+Enter', '\r', { return: true, meta: true }, 'alt+enter'],
    ['Shift+Left', '', { leftArrow: true, shift: true }, 'shift+left'],
    ['Esc twice', '', { escape: true, meta: true }, 'escape'],
    ['Ctrl+_', '_', { ctrl: true }, 'ctrl+_'],
  ])('%s', (_name, input, key, chord) => expect(chordOf(input, keyPress(key))).toBe(chord));

  test.each([
    ['a letter', 'p', {}],
    ['a capital', 'P', { shift: true }],
    ['a paste', 'hello there', {}],
    ['a letter of another script', 'ж', { meta: true }],
    ['the system’s own key', 'p', { ctrl: true, super: true }],
  ])('%s is none', (_name, input, key) => expect(chordOf(input, keyPress(key))).toBeNull());
});

test('a chord is shown as keyboards have it', () => {
  expect(showChord('ctrl+shift+left')).toBe('Ctrl+Shift+Left');
  expect(showChord('escape')).toBe('Esc');
  expect(showChord('ctrl++')).toBe('Ctrl++');
});
