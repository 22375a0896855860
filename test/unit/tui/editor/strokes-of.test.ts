import { expect, test } from 'vitest';
import { strokesOf } from '../../../../packages/tui/src/editor/index.ts';
import { keyPress } from '../../../support/key-press.ts';

const read = (input: string) =>
  strokesOf(input, keyPress()).map((stroke) => `${stroke.key.ctrl ? 'ctrl+' : ''}${stroke.input}`);

test('keys that came in one piece are keys', () => {
  expect(read('\u0017\u0017')).toEqual(['ctrl+w', 'ctrl+w']);
  expect(read('\u0012word\r')).toEqual(['ctrl+r', 'word\r']);
  expect(read('\u0015new\u001f')).toEqual(['ctrl+u', 'new', 'ctrl+_']);
});

test('Enter right behind another key is Enter, not text', () => {
  const [, enter] = strokesOf('\u0015\r', keyPress());
  expect(enter).toEqual({ input: '\r', key: keyPress({ return: true }) });
});

test('text stays in one piece, and so does what has line ends', () => {
  expect(read('some words')).toEqual(['some words']);
  expect(read('a\u0004b\rc')).toEqual(['a\u0004b\rc']);
  expect(read('a\tb')).toEqual(['a\tb']);
});
