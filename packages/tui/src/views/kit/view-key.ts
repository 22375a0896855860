import type { Key } from 'ink';

/** What a key means in every full-screen view; a letter that means nothing to all of them is `letter`. */
export type ViewKey =
  | { readonly type: 'move'; readonly to: Move }
  | { readonly type: 'filter' | 'enter' | 'back' | 'leave' | 'next-pane' | 'stop' | 'erase' | 'clear' }
  | { readonly type: 'letter'; readonly letter: string };

export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'left' | 'right';

const LETTERS: Readonly<Record<string, ViewKey>> = {
  j: { type: 'move', to: 'down' },
  k: { type: 'move', to: 'up' },
  g: { type: 'move', to: 'first' },
  G: { type: 'move', to: 'last' },
  ' ': { type: 'move', to: 'page-down' },
  '/': { type: 'filter' },
  q: { type: 'leave' },
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

/**
 * The keys in what arrived, which may be several typed at once. While text is entered (`typing`), letters are letters.
 * Keys without a meaning here give nothing.
 */
export function viewKeys(input: string, key: Key, typing: boolean): readonly ViewKey[] {
  if (key.eventType === 'release') return [];
  const named = namedKey(input, key);
  if (named !== null) return [named];
  if (key.ctrl || key.meta) return [];
  return Array.from(input).flatMap((letter): readonly ViewKey[] => {
    if (letter === '\r' || letter === '\n') return [{ type: 'enter' }];
    if (letter < ' ' || letter === '\u007f') return CONTROLS[letter] ?? [];
    return [(typing ? undefined : LETTERS[letter]) ?? { type: 'letter', letter }];
  });
}

function namedKey(input: string, key: Key): ViewKey | null {
  if (key.ctrl) {
    if (input === 'c' || input === 'd') return { type: 'leave' };
    if (input === 'z') return { type: 'stop' };
    if (input === 'u') return { type: 'clear' };
    if (input === 'n') return { type: 'move', to: 'down' };
    if (input === 'p') return { type: 'move', to: 'up' };
  }
  if (key.escape) return { type: 'back' };
  if (key.return) return { type: 'enter' };
  if (key.tab) return { type: 'next-pane' };
  if (key.backspace || key.delete) return { type: 'erase' };
  if (key.upArrow) return { type: 'move', to: 'up' };
  if (key.downArrow) return { type: 'move', to: 'down' };
  if (key.leftArrow) return { type: 'move', to: 'left' };
  if (key.rightArrow) return { type: 'move', to: 'right' };
  if (key.pageUp) return { type: 'move', to: 'page-up' };
  if (key.pageDown) return { type: 'move', to: 'page-down' };
  if (key.home) return { type: 'move', to: 'first' };
  if (key.end) return { type: 'move', to: 'last' };
  return null;
}
