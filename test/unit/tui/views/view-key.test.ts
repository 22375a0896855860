import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { viewKeys } from '../../../../packages/tui/src/views/kit/view-key.ts';

const plain = {} as Key;
const held = (key: Partial<Key>) => key as Key;

test('letters that arrive together are keys one by one', () => {
  expect(viewKeys('jkG', plain, false)).toEqual([
    { type: 'move', to: 'down' },
    { type: 'move', to: 'up' },
    { type: 'move', to: 'last' },
  ]);
});

test('while text is entered, letters are letters', () => {
  expect(viewKeys('j/q', plain, true)).toEqual([
    { type: 'letter', letter: 'j' },
    { type: 'letter', letter: '/' },
    { type: 'letter', letter: 'q' },
  ]);
  expect(viewKeys('a\r', plain, true)).toEqual([{ type: 'letter', letter: 'a' }, { type: 'enter' }]);
});

test('a key that arrives amid letters is a key all the same', () => {
  expect(viewKeys('\u0015', plain, true)).toEqual([{ type: 'clear' }]);
  expect(viewKeys('\u007f', plain, true)).toEqual([{ type: 'erase' }]);
});

test('Ctrl+C leaves, Esc goes back, and what is let go of is no key', () => {
  expect(viewKeys('c', held({ ctrl: true }), true)).toEqual([{ type: 'leave' }]);
  expect(viewKeys('', held({ escape: true }), false)).toEqual([{ type: 'back' }]);
  expect(viewKeys('j', held({ eventType: 'release' }), false)).toEqual([]);
});
