import { Chalk } from 'chalk';
import type { ColourLevel } from '../render-chat-options.ts';

type Style = (text: string) => string;

/** Every style of the chat. Colour never stands alone for a meaning: words or signs say the same. */
export interface Theme {
  readonly level: ColourLevel;
  /** Whether the terminal makes a link of OSC 8; without it links show their address. */
  readonly hyperlinks: boolean;
  /** The bird's pale eye: prompts, headings, what can be chosen. */
  readonly accent: Style;
  /** What shines: money saved, warnings, the demo. */
  readonly shine: Style;
  readonly dim: Style;
  readonly bold: Style;
  readonly italic: Style;
  readonly underline: Style;
  readonly strike: Style;
  readonly code: { readonly [part in CodePart]: Style };
}

export type CodePart = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type';

/** Styles for a colour level: 0 writes no escape sequence at all. */
export function createTheme(level: ColourLevel, hyperlinks: boolean): Theme {
  const chalk = new Chalk({ level });
  const accent = level >= 2 ? chalk.hex('#7aa2c8') : chalk.cyan;
  const shine = level >= 2 ? chalk.hex('#d7a65f') : chalk.yellow;
  return {
    level,
    hyperlinks: hyperlinks && level > 0,
    accent: (text) => accent(text),
    shine: (text) => shine(text),
    dim: (text) => chalk.dim(text),
    bold: (text) => chalk.bold(text),
    italic: (text) => chalk.italic(text),
    underline: (text) => chalk.underline(text),
    strike: (text) => chalk.strikethrough(text),
    code: {
      plain: (text) => text,
      keyword: (text) => accent(text),
      string: (text) => shine(text),
      number: (text) => shine(text),
      comment: (text) => chalk.dim.italic(text),
      name: (text) => chalk.bold(text),
      type: (text) => accent.italic(text),
    },
  };
}
