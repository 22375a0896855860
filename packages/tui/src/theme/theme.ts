import type { ThemeName } from '@jackdaw/core/home';
import { Chalk } from 'chalk';
import type { ColourLevel } from '../render-chat-options.ts';
import { PALETTES, type Background, type Palette } from './palettes.ts';

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

/** Which colours, and what they stand on. */
export interface Look {
  readonly name: ThemeName;
  readonly background: Background;
}

/** Styles for a colour level: 0 writes no escape sequence at all. */
export function createTheme(
  level: ColourLevel,
  hyperlinks: boolean,
  { name, background }: Look = { name: 'dusk', background: 'dark' },
): Theme {
  const chalk = new Chalk({ level });
  const palette = PALETTES[name][background];
  const coloured = ({ hex, basic }: Palette['accent']) => {
    const colour = level >= 2 ? chalk.hex(hex) : chalk[basic];
    return palette.bold ? colour.bold : colour;
  };
  const accent = coloured(palette.accent);
  const shine = coloured(palette.shine);
  const dim: Style = palette.dims ? (text) => chalk.dim(text) : (text) => text;
  return {
    level,
    hyperlinks: hyperlinks && level > 0,
    accent: (text) => accent(text),
    shine: (text) => shine(text),
    dim,
    bold: (text) => chalk.bold(text),
    italic: (text) => chalk.italic(text),
    underline: (text) => chalk.underline(text),
    strike: (text) => chalk.strikethrough(text),
    code: {
      plain: (text) => text,
      keyword: (text) => accent(text),
      string: (text) => shine(text),
      number: (text) => shine(text),
      comment: (text) => dim(chalk.italic(text)),
      name: (text) => chalk.bold(text),
      type: (text) => accent.italic(text),
    },
  };
}
