import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { isBusy } from './is-busy.ts';
import { poll } from './poll.ts';
import { styledRows, type StyledCell } from './styled-cells.ts';

/** What a key sends from a terminal that knows no newer keyboard protocol. */
const KEYS = {
  enter: '\r',
  'alt+enter': '\u001b\r',
  'ctrl+j': '\n',
  escape: '\u001b',
  tab: '\t',
  backspace: '\u007f',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  'page-up': '\u001b[5~',
  'page-down': '\u001b[6~',
  'alt+left': '\u001b[1;3D',
  'alt+w': '\u001bw',
  'alt+y': '\u001by',
  'alt+z': '\u001bz',
  'shift+left': '\u001b[1;2D',
  'shift+home': '\u001b[1;2H',
  'ctrl+shift+left': '\u001b[1;6D',
  'ctrl+a': '\u0001',
  'ctrl+c': '\u0003',
  'ctrl+d': '\u0004',
  'ctrl+e': '\u0005',
  'ctrl+k': '\u000b',
  'ctrl+g': '\u0007',
  'ctrl+l': '\u000c',
  'ctrl+p': '\u0010',
  'ctrl+r': '\u0012',
  'ctrl+u': '\u0015',
  'ctrl+w': '\u0017',
  'ctrl+y': '\u0019',
  'ctrl+z': '\u001a',
} as const;
export type KeyName = keyof typeof KEYS;

export interface TerminalOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** What it says when it is asked for its background, e.g. `rgb:ffff/ffff/ffff`; nothing where it is left out. */
  readonly background?: string;
  /** Added to the test's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A command in a pseudo-terminal whose screen can be read as a person reads it. */
export interface TestTerminal {
  readonly pid: number;
  /** As typed: in one piece, without a bracket. Wait for the prompt before. */
  type(text: string): void;
  press(...keys: readonly KeyName[]): void;
  /** As a terminal pastes: bracketed, where the program asked for it; line ends as carriage returns. */
  paste(text: string): void;
  resize(cols: number, rows: number): void;
  /** The rows that are visible, right-trimmed. */
  screen(): readonly string[];
  /** The same with their looks. */
  styled(): readonly (readonly StyledCell[])[];
  /** Every row from the first one on, those that scrolled off included, right-trimmed. */
  scrollback(): readonly string[];
  /** Whether the alternate screen is shown, as a pager's is: `screen` and `scrollback` are that one's then. */
  onAlternateScreen(): boolean;
  cursor(): { readonly column: number; readonly row: number };
  /** Everything that the program wrote. */
  raw(): string;
  /** Polls until the text is visible; gives the screen. */
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<readonly string[]>;
  waitForNoText(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /**
   * Polls until the program has written nothing for so long, counted from the call on, and has slept for the last
   * tenth of a second: one that has work and no processor to do it on is not quiet.
   */
  waitForQuiet(quietMs?: number): Promise<void>;
  /** As soon as what was written fits, looked at with each piece that is written: for times that polls would blur. */
  whenWritten(fits: () => boolean): Promise<void>;
  readonly exited: Promise<number>;
  /** Ends the program, if it has not ended. */
  close(): Promise<void>;
}

/** Between these a terminal shows nothing new (synchronized output, mode 2026). */
const FRAME_BEGIN = '\u001b[?2026h';
const FRAME_END = '\u001b[?2026l';

/** Starts a command at 80×24 unless told otherwise; `CI`, `VITEST` and colour settings of the test run are kept from it. */
export function startTerminal(options: TerminalOptions): TestTerminal {
  const { command, args = [], cols = 80, rows = 24, cwd = process.cwd() } = options;
  const pty = spawn(command, [...args], {
    name: 'xterm-256color',
    cols,
    rows,
    cwd,
    env: childEnvironment(options.env),
  });
  const screen = new headless.Terminal({ cols, rows, scrollback: 100_000, allowProposedApi: true });
  let raw = '';
  let lastWrite = performance.now();
  let unparsed = 0;
  /** A frame whose end is still to come: as terminals that know of frames do, it is shown once it is whole. */
  let held = '';
  const watchers = new Set<() => void>();

  pty.onData((data) => {
    raw += data;
    lastWrite = performance.now();
    for (const look of watchers) look();
    held += data;
    const begun = raw.lastIndexOf(FRAME_BEGIN);
    const isWhole = begun <= raw.lastIndexOf(FRAME_END);
    show(isWhole ? held.length : Math.max(0, held.length - (raw.length - begun)));
  });
  function show(length: number) {
    if (length === 0) return;
    unparsed += 1;
    screen.write(held.slice(0, length), () => (unparsed -= 1));
    held = held.slice(length);
  }
  // Answers to the program's questions: cursor position, attributes.
  screen.onData((data) => pty.write(data));

  if (options.background !== undefined) {
    const reply = `\u001b]11;${options.background}\u001b\\`;
    screen.parser.registerOscHandler(11, () => {
      pty.write(reply);
      return true;
    });
  }

  let ended = false;
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      ended = true;
      show(held.length);
      resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal);
    });
  });

  const readRows = (from: number, to: number): readonly string[] => {
    const buffer = screen.buffer.active;
    return Array.from({ length: Math.max(0, to - from) }, (_, index) =>
      (buffer.getLine(from + index)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  const visible = () => readRows(screen.buffer.active.baseY, screen.buffer.active.baseY + screen.rows);
  const shows = (text: string | RegExp) => {
    const content = visible().join('\n');
    return typeof text === 'string' ? content.includes(text) : text.test(content);
  };
  const describe = () => `The screen:\n${visible().join('\n')}`;

  return {
    pid: pty.pid,
    type: (text) => pty.write(text),
    press: (...keys) => {
      for (const key of keys) pty.write(KEYS[key]);
    },
    paste: (text) => {
      const typed = text.replaceAll('\n', '\r');
      // By what was written: the screen has read it only a moment later.
      const isBracketed = raw.lastIndexOf('\u001b[?2004h') > raw.lastIndexOf('\u001b[?2004l');
      pty.write(isBracketed ? `\u001b[200~${typed}\u001b[201~` : typed);
    },
    resize: (newCols, newRows) => {
      screen.resize(newCols, newRows);
      pty.resize(newCols, newRows);
    },
    screen: visible,
    styled: () => styledRows(screen),
    scrollback: () => readRows(0, screen.buffer.active.length),
    onAlternateScreen: () => screen.buffer.active.type === 'alternate',
    cursor: () => ({ column: screen.buffer.active.cursorX, row: screen.buffer.active.cursorY }),
    raw: () => raw,
    async waitForText(text, timeoutMs = 60_000) {
      await poll(`the text ${String(text)}`, () => shows(text), { timeoutMs, describe });
      return visible();
    },
    async waitForNoText(text, timeoutMs = 60_000) {
      await poll(`no text ${String(text)}`, () => !shows(text), { timeoutMs, describe });
    },
    async waitForQuiet(quietMs = 300) {
      const called = performance.now();
      let busyAt = called;
      await poll('a quiet terminal', () => {
        const now = performance.now();
        if (isBusy(pty.pid)) busyAt = now;
        const isQuiet = now - Math.max(called, lastWrite) > quietMs && now - busyAt > Math.min(quietMs, 100);
        return isQuiet && unparsed === 0 && held === '';
      });
    },
    whenWritten: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          if (!fits()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    exited,
    async close() {
      if (!ended) pty.kill('SIGKILL');
      await exited;
      screen.dispose();
    },
  };
}

function childEnvironment(changes: TerminalOptions['env'] = {}): Record<string, string> {
  const environment: Record<string, string | undefined> = { ...process.env, ...changes };
  const hidden =
    /^(CI|CONTINUOUS_INTEGRATION|BUILD_NUMBER|RUN_ID|VITEST.*|NO_COLOR|FORCE_COLOR|COLORTERM|TERM_PROGRAM.*|TMUX.*)$/;
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && (entry[0] in changes || !hidden.test(entry[0])),
    ),
  );
}
