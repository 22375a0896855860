import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { createKeyMap, type KeyOverrides, type ViewName } from '../../../../packages/tui/src/keys/index.ts';
import { viewKeys } from '../../../../packages/tui/src/views/kit/view-key.ts';

const plain = {} as Key;
const finderOf =
  (overrides: KeyOverrides, view: ViewName = 'history') =>
  (input: string, key: Key) =>
    createKeyMap(overrides).keys.findInView(view, input, key);
const find = finderOf({});
const held = (key: Partial<Key>) => key as Key;

test('letters that arrive together are keys one by one', () => {
  expect(viewKeys('jkG', plain, false, find)).toEqual([
    { type: 'move', to: 'down' },
    { type: 'move', to: 'up' },
    { type: 'move', to: 'last' },
  ]);
});

test('while text is entered, letters are letters', () => {
  expect(viewKeys('j/q', plain, true, find)).toEqual([
    { type: 'letter', letter: 'j' },
    { type: 'letter', letter: '/' },
    { type: 'letter', letter: 'q' },
  ]);
  expect(viewKeys('a\r', plain, true, find)).toEqual([{ type: 'letter', letter: 'a' }, { type: 'enter' }]);
});

test('a key that arrives amid letters is a key all the same', () => {
  expect(viewKeys('\u0015', plain, true, find)).toEqual([{ type: 'clear' }]);
  expect(viewKeys('\u007f', plain, true, find)).toEqual([{ type: 'erase' }]);
});

test('Ctrl+C leaves, Esc goes back, and what is let go of is no key', () => {
  expect(viewKeys('c', held({ ctrl: true }), true, find)).toEqual([{ type: 'leave' }]);
  expect(viewKeys('', held({ escape: true }), false, find)).toEqual([{ type: 'back' }]);
  expect(viewKeys('j', held({ eventType: 'release' }), false, find)).toEqual([]);
});

test('the config’s keys take the place of the built-in ones, each view for itself', () => {
  const changed = { 'history-rename': ['R', 'alt+r'], 'view-close': 'x', 'view-down': ['down', 'ctrl+j'] };
  const inHistory = finderOf(changed);
  expect(viewKeys('R', plain, false, inHistory)).toEqual([{ type: 'letter', letter: 'r' }]);
  expect(viewKeys('r', held({ meta: true }), false, inHistory)).toEqual([{ type: 'letter', letter: 'r' }]);
  expect(viewKeys('x', plain, false, inHistory)).toEqual([{ type: 'leave' }]);
  // Given away: it does what it did no more, and the text still has it.
  expect(viewKeys('rq', plain, false, inHistory)).toEqual([
    { type: 'letter', letter: '' },
    { type: 'letter', letter: '' },
  ]);
  expect(viewKeys('rq', plain, true, inHistory)).toEqual([
    { type: 'letter', letter: 'r' },
    { type: 'letter', letter: 'q' },
  ]);
  expect(viewKeys('r', plain, false, finderOf(changed, 'cache'))).toEqual([{ type: 'letter', letter: 'r' }]);
  expect(viewKeys('', held({ downArrow: true }), true, inHistory)).toEqual([{ type: 'move', to: 'down' }]);
  expect(viewKeys('2', plain, false, finderOf({}, 'metrics'))).toEqual([{ type: 'letter', letter: '2' }]);
});

test('a letter has one meaning in a view, and may have another in the next', () => {
  expect(createKeyMap({ 'history-export': 'd' }).problems).toEqual([
    'keys.history-export: d is history-delete already. Give keys.history-delete other keys, or none: [].',
  ]);
  expect(createKeyMap({ 'history-export': 'o' }).problems).toEqual([]);
  expect(createKeyMap({ 'view-down': 'p' }).problems).toEqual([
    'keys.view-down: p is cache-pin already. Give keys.cache-pin other keys, or none: [].',
  ]);
  expect(createKeyMap({ 'view-leave': 'x' }).problems[0]).toContain('cannot be given away');
  expect(createKeyMap({ palette: 'p' }).problems[0]).toContain('types a letter');
});
