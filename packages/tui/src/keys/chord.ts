import type { Key } from 'ink';

/** One press of a key with what is held, in one spelling: `ctrl+p`, `alt+enter`, `ctrl+shift+left`. */
export type Chord = string;

const MODIFIERS = ['ctrl', 'alt', 'shift'] as const;
type Modifier = (typeof MODIFIERS)[number];

/** Names of keys as people write them, and as they are kept. */
const NAMES: Readonly<Record<string, string>> = {
  enter: 'enter',
  return: 'enter',
  esc: 'escape',
  escape: 'escape',
  tab: 'tab',
  space: 'space',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  pageup: 'pageup',
  pagedown: 'pagedown',
  backspace: 'backspace',
  delete: 'delete',
  del: 'delete',
};
const MODIFIER_NAMES: Readonly<Record<string, Modifier>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  alt: 'alt',
  meta: 'alt',
  option: 'alt',
  shift: 'shift',
};
/** What terminals send for these is what they send for another key. */
const SAME_BYTES: Readonly<Record<string, string>> = {
  'ctrl+i': 'Tab',
  'ctrl+m': 'Enter',
  'ctrl+h': 'Backspace',
  'ctrl+[': 'Esc',
};

export type ParsedChord = { readonly chord: Chord } | { readonly problem: string };

/** A chord as a person wrote it: `Ctrl+P`, `alt+enter`, `Option-Left`; with `letters` a letter by itself too, `G` or `shift+g`. */
export function parseChord(text: string, { letters = false } = {}): ParsedChord {
  const letter = /^(?:(shift)[+-])?([!-~])$/i.exec(text.trim());
  if (letters && letter !== null) {
    const [, shift, name = ''] = letter;
    return { chord: shift === undefined ? name : name.toUpperCase() };
  }
  const parts = text
    .trim()
    .toLowerCase()
    .split(/[+-](?=.)/);
  const name = parts.at(-1) ?? '';
  const held = parts.slice(0, -1).map((part) => MODIFIER_NAMES[part]);
  const key = NAMES[name] ?? (/^[!-~]$/.test(name) ? name : null);
  if (key === null || held.includes(undefined)) {
    return { problem: `“${text}” is no key. Keys are written like ctrl+p, alt+enter, ctrl+shift+left` };
  }
  const chord = spell(held, key);
  const same = SAME_BYTES[chord];
  if (same !== undefined) return { problem: `terminals send the same for ${showChord(chord)} and ${same}` };
  if (key.length === 1 && !held.includes('ctrl') && !held.includes('alt')) {
    return { problem: `${showChord(chord)} types a letter: hold ctrl or alt with it` };
  }
  return { chord };
}

/** The chord of what Ink read; null where it is text to be typed. */
export function chordOf(input: string, key: Key): Chord | null {
  if (key.super || key.hyper) return null;
  if (key.escape) return 'escape';
  // Ctrl+J is a bare line feed.
  if (input === '\n') return 'ctrl+j';
  const named = namedKey(key);
  if (named === null && !key.ctrl && !key.meta) return null;
  const name = named ?? (input === ' ' ? 'space' : input.toLowerCase());
  if (name === '' || (named === null && name !== 'space' && !/^[!-~]$/.test(name))) return null;
  return spell(
    [key.ctrl ? 'ctrl' : undefined, key.meta ? 'alt' : undefined, key.shift ? 'shift' : undefined],
    name,
  );
}

/** The same where nothing is typed, so that letters are keys too; `G` is not `g`. */
export function letterChordOf(input: string, key: Key): Chord | null {
  if (key.ctrl || key.meta || !/^[ -~]$/.test(input)) return chordOf(input, key);
  return input === ' ' ? 'space' : key.shift ? input.toUpperCase() : input;
}

/** For people: `Ctrl+P`; a letter by itself as it is typed. */
export function showChord(chord: Chord): string {
  if (chord.length === 1) return chord;
  return chord
    .split(/\+(?=.)/)
    .map((part) => SHOWN[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join('+');
}

const SHOWN: Readonly<Record<string, string>> = { escape: 'Esc', pageup: 'Page Up', pagedown: 'Page Down' };

function spell(held: readonly (Modifier | undefined)[], key: string): Chord {
  return [...MODIFIERS.filter((modifier) => held.includes(modifier)), key].join('+');
}

function namedKey(key: Key): string | null {
  if (key.return) return 'enter';
  if (key.tab) return 'tab';
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.backspace) return 'backspace';
  if (key.delete) return 'delete';
  return null;
}
