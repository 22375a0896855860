import { VIEW_BINDINGS, type ViewName } from './view-bindings.ts';

/** Where a key counts. Bindings of one place share no key. */
export type KeyContext =
  /** What the chat does. */
  | 'chat'
  /** What the text in the input undergoes; the same keyboard as `chat`. */
  | 'editing'
  /** While earlier prompts are searched. */
  | 'search'
  /** In every full-screen view, and in one of them. */
  | 'view'
  | `${ViewName}-view`;

export interface KeyBinding {
  readonly id: string;
  /** Chords as in `parseChord`; the first is the one that texts name. */
  readonly keys: readonly string[];
  readonly description: string;
  readonly context: KeyContext;
  /** Kept out of the config: without it one could not leave, or not send. */
  readonly fixed?: true;
}

/** Every key of the input, in the order of `/help`. What each one does stands in `editor/press-key.ts`. */
const INPUT_BINDINGS = [
  {
    id: 'send',
    keys: ['enter'],
    description: 'send; with nothing to send: go on with an answer that broke off',
    context: 'chat',
    fixed: true,
  },
  {
    id: 'newline',
    keys: ['alt+enter', 'ctrl+j', 'shift+enter', 'ctrl+enter'],
    description: 'new line (also \\ before Enter)',
    context: 'chat',
  },
  {
    id: 'cancel',
    keys: ['ctrl+c'],
    description: 'cancel the answer; clear the input; twice: exit',
    context: 'chat',
    fixed: true,
  },
  {
    id: 'exit',
    keys: ['ctrl+d'],
    description: 'exit, when the input is empty; else delete the next character',
    context: 'chat',
    fixed: true,
  },
  {
    id: 'close',
    keys: ['escape'],
    description: 'close a menu; take a waiting question back',
    context: 'chat',
    fixed: true,
  },
  { id: 'panel', keys: ['alt+l'], description: 'live figures: one line, a few, all, none', context: 'chat' },
  {
    id: 'trace',
    keys: ['alt+e'],
    description: 'where the last answer’s time went, and why',
    context: 'chat',
  },
  { id: 'metrics', keys: ['alt+m'], description: 'figures over time', context: 'chat' },
  { id: 'history', keys: ['alt+h'], description: 'conversations', context: 'chat' },
  { id: 'cache', keys: ['alt+c'], description: 'cached answers', context: 'chat' },
  { id: 'palette', keys: ['ctrl+p'], description: 'find a command', context: 'chat' },
  {
    id: 'complete',
    keys: ['tab'],
    description: 'complete a command or a file; behind a paste’s stand-in: show it in full',
    context: 'chat',
  },
  { id: 'up', keys: ['up'], description: 'up; from the first line: an earlier prompt', context: 'chat' },
  { id: 'down', keys: ['down'], description: 'down; from the last line: a later prompt', context: 'chat' },
  { id: 'search-prompts', keys: ['ctrl+r'], description: 'search earlier prompts', context: 'chat' },
  { id: 'editor', keys: ['ctrl+g'], description: 'write in $VISUAL or $EDITOR', context: 'chat' },
  {
    id: 'matched',
    keys: ['ctrl+t'],
    description: 'show the question that a similar answer was given to',
    context: 'chat',
  },
  {
    id: 'fresh',
    keys: ['ctrl+o'],
    description: 'ask the last question again, past the cache',
    context: 'chat',
  },
  {
    id: 'thoughts',
    keys: ['alt+t'],
    description: 'show what was thought before the answer',
    context: 'chat',
  },
  { id: 'redraw', keys: ['ctrl+l'], description: 'draw the screen again', context: 'chat' },

  { id: 'left', keys: ['left', 'ctrl+b'], description: 'a character back', context: 'editing' },
  { id: 'right', keys: ['right', 'ctrl+f'], description: 'a character on', context: 'editing' },
  {
    id: 'word-left',
    keys: ['alt+left', 'ctrl+left', 'alt+b'],
    description: 'a word back',
    context: 'editing',
  },
  {
    id: 'word-right',
    keys: ['alt+right', 'ctrl+right', 'alt+f'],
    description: 'a word on',
    context: 'editing',
  },
  { id: 'line-start', keys: ['home', 'ctrl+a'], description: 'start of the line', context: 'editing' },
  { id: 'line-end', keys: ['end', 'ctrl+e'], description: 'end of the line', context: 'editing' },
  { id: 'text-start', keys: ['ctrl+home', 'alt+<'], description: 'start of the text', context: 'editing' },
  { id: 'text-end', keys: ['ctrl+end', 'alt+>'], description: 'end of the text', context: 'editing' },
  { id: 'delete-back', keys: ['backspace'], description: 'delete the character before', context: 'editing' },
  { id: 'delete-forward', keys: ['delete'], description: 'delete the next character', context: 'editing' },
  {
    id: 'delete-word-back',
    keys: ['alt+backspace', 'ctrl+backspace'],
    description: 'cut to the start of the word',
    context: 'editing',
  },
  {
    id: 'delete-word-forward',
    keys: ['alt+d', 'alt+delete', 'ctrl+delete'],
    description: 'cut to the end of the word',
    context: 'editing',
  },
  {
    id: 'kill-word',
    keys: ['ctrl+w'],
    description: 'cut what is selected, else back to white space',
    context: 'editing',
  },
  { id: 'kill-to-start', keys: ['ctrl+u'], description: 'cut to the start of the line', context: 'editing' },
  { id: 'kill-to-end', keys: ['ctrl+k'], description: 'cut to the end of the line', context: 'editing' },
  { id: 'yank', keys: ['ctrl+y'], description: 'put back what was cut or copied', context: 'editing' },
  {
    id: 'yank-pop',
    keys: ['alt+y'],
    description: 'right after that: what was cut before it instead',
    context: 'editing',
  },
  {
    id: 'undo',
    keys: ['ctrl+z', 'ctrl+_', 'ctrl+/', 'ctrl+shift+-'],
    description: 'undo',
    context: 'editing',
  },
  { id: 'redo', keys: ['alt+z', 'ctrl+shift+z', 'alt+_'], description: 'redo', context: 'editing' },
  { id: 'select-left', keys: ['shift+left'], description: 'select', context: 'editing' },
  { id: 'select-right', keys: ['shift+right'], description: 'select', context: 'editing' },
  { id: 'select-up', keys: ['shift+up'], description: 'select by lines', context: 'editing' },
  { id: 'select-down', keys: ['shift+down'], description: 'select by lines', context: 'editing' },
  {
    id: 'select-word-left',
    keys: ['ctrl+shift+left', 'alt+shift+left'],
    description: 'select by words',
    context: 'editing',
  },
  {
    id: 'select-word-right',
    keys: ['ctrl+shift+right', 'alt+shift+right'],
    description: 'select by words',
    context: 'editing',
  },
  {
    id: 'select-line-start',
    keys: ['shift+home'],
    description: 'select to the start of the line',
    context: 'editing',
  },
  {
    id: 'select-line-end',
    keys: ['shift+end'],
    description: 'select to the end of the line',
    context: 'editing',
  },
  { id: 'select-all', keys: ['alt+a'], description: 'select everything', context: 'editing' },
  { id: 'copy', keys: ['alt+w'], description: 'copy what is selected', context: 'editing' },

  { id: 'search-older', keys: ['ctrl+r', 'down'], description: 'an older match', context: 'search' },
  { id: 'search-newer', keys: ['ctrl+s', 'up'], description: 'a newer match', context: 'search' },
] as const satisfies readonly KeyBinding[];

export type KeyId = (typeof INPUT_BINDINGS)[number]['id'];

export const KEY_BINDINGS = [...INPUT_BINDINGS, ...VIEW_BINDINGS] as const;
