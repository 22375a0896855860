import type { Key } from 'ink';
import type { ViewKeyId } from '../../keys/index.ts';

/** What a key means in every full-screen view; a letter that means nothing to all of them is `letter`. */
export type ViewKey =
  | { readonly type: 'move'; readonly to: Move }
  | { readonly type: 'filter' | 'enter' | 'back' | 'leave' | 'next-pane' | 'stop' | 'erase' | 'clear' }
  | { readonly type: 'letter'; readonly letter: string };

export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'left' | 'right';

/** What each binding means. Of a view's own ones the letter stands for what is to be done, whatever key brought it. */
const MEANINGS: Readonly<Record<ViewKeyId, ViewKey>> = {
  'view-up': { type: 'move', to: 'up' },
  'view-down': { type: 'move', to: 'down' },
  'view-page-up': { type: 'move', to: 'page-up' },
  'view-page-down': { type: 'move', to: 'page-down' },
  'view-first': { type: 'move', to: 'first' },
  'view-last': { type: 'move', to: 'last' },
  'view-left': { type: 'move', to: 'left' },
  'view-right': { type: 'move', to: 'right' },
  'view-pane': { type: 'next-pane' },
  'view-filter': { type: 'filter' },
  'view-close': { type: 'leave' },
  'view-enter': { type: 'enter' },
  'view-back': { type: 'back' },
  'view-leave': { type: 'leave' },
  'view-stop': { type: 'stop' },
  'history-mode': { type: 'letter', letter: 's' },
  'history-rename': { type: 'letter', letter: 'r' },
  'history-delete': { type: 'letter', letter: 'd' },
  'history-trash': { type: 'letter', letter: 't' },
  'history-restore': { type: 'letter', letter: 'u' },
  'history-export': { type: 'letter', letter: 'e' },
  'cache-pin': { type: 'letter', letter: 'p' },
  'cache-delete': { type: 'letter', letter: 'd' },
  'cache-order': { type: 'letter', letter: 'o' },
  'cache-reload': { type: 'letter', letter: 'r' },
  'trace-reload': { type: 'letter', letter: 'r' },
  'metrics-traces': { type: 'letter', letter: 't' },
};

/** Keys that arrived amid letters, as they do where somebody is fast or the machine is slow. */
const CONTROLS: Readonly<Record<string, readonly ViewKey[]>> = {
  '\u0003': [{ type: 'leave' }],
  '\u0004': [{ type: 'leave' }],
  '\u0009': [{ type: 'next-pane' }],
  '\u0015': [{ type: 'clear' }],
  '\u001a': [{ type: 'stop' }],
  '\u007f': [{ type: 'erase' }],
};

/** What a key is bound to in the view that is shown. */
export type FindInView = (input: string, key: Key) => ViewKeyId | null;

/**
 * The keys in what arrived, which may be several typed at once. While text is entered (`typing`), letters are letters.
 * Keys without a meaning here give nothing; letters without one give a letter that stands for nothing.
 */
export function viewKeys(input: string, key: Key, typing: boolean, find: FindInView): readonly ViewKey[] {
  if (key.eventType === 'release') return [];
  // What a text needs, whatever else is bound.
  if (key.backspace || key.delete) return [{ type: 'erase' }];
  if (key.ctrl && input === 'u' && typing) return [{ type: 'clear' }];
  if (isNamed(input, key)) {
    const id = find(input, key);
    return id === null ? [] : [MEANINGS[id]];
  }
  return Array.from(input).flatMap((letter): readonly ViewKey[] => {
    if (letter === '\r' || letter === '\n') return [{ type: 'enter' }];
    if (letter < ' ' || letter === '\u007f') return CONTROLS[letter] ?? [];
    if (typing) return [{ type: 'letter', letter }];
    const id = find(letter, key);
    // A letter that its binding has given away does what it did no more.
    return [id === null ? { type: 'letter', letter: /\d/.test(letter) ? letter : '' } : MEANINGS[id]];
  });
}

function isNamed(input: string, key: Key): boolean {
  const isArrow = key.upArrow || key.downArrow || key.leftArrow || key.rightArrow;
  const isJump = key.pageUp || key.pageDown || key.home || key.end;
  return input === '' || isArrow || isJump || key.ctrl || key.meta || key.escape || key.return || key.tab;
}
