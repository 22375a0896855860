import { expect, test } from 'vitest';
import {
  browse,
  BROWSE_START,
  type BrowseState,
} from '../../../../packages/tui/src/views/kit/browse-state.ts';
import type { ViewKey } from '../../../../packages/tui/src/views/kit/view-key.ts';

const context = { count: 30, listRows: 10, detailRows: 5, detailLength: 12 };

function after(...keys: readonly ViewKey[]) {
  let state: BrowseState = BROWSE_START;
  let effect: ReturnType<typeof browse>['effect'] = { type: 'none' };
  for (const key of keys) ({ state, effect } = browse(state, key, context));
  return { state, effect };
}
const move = (to: 'up' | 'down' | 'page-down' | 'last' | 'first' | 'left' | 'right') =>
  ({ type: 'move', to }) as const;
const letter = (text: string) => ({ type: 'letter', letter: text }) as const;

test('moves stay within the list', () => {
  expect(after(move('up')).state.chosen).toBe(0);
  expect(after(move('page-down')).state.chosen).toBe(9);
  expect(after(move('last'), move('down')).state.chosen).toBe(29);
});

test('in the details the same keys scroll, to the last row and no further', () => {
  expect(after(move('right'), move('last')).state).toMatchObject({ pane: 'detail', top: 7, chosen: 0 });
  expect(after(move('right'), move('down'), move('left'), move('down')).state).toMatchObject({
    pane: 'list',
    chosen: 1,
    top: 0,
  });
});

test('Esc goes out one step at a time', () => {
  const typed = [{ type: 'filter' }, letter('a'), letter('b')] as const;
  const back = { type: 'back' } as const;
  expect(after(...typed).state).toMatchObject({ filter: 'ab', typing: true });
  expect(after(...typed, back)).toMatchObject({ state: { filter: 'ab', typing: false } });
  expect(after(...typed, back, back)).toMatchObject({ state: { filter: '' }, effect: { type: 'none' } });
  expect(after(...typed, back, back, back).effect).toEqual({ type: 'leave' });
});

test('a letter is the filter’s while it is typed, else the view’s', () => {
  expect(after(letter('d')).effect).toEqual(letter('d'));
  expect(after({ type: 'filter' }, letter('d')).effect).toEqual({ type: 'none' });
});
