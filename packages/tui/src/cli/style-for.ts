import { styleText } from 'node:util';
import type { CliContext } from './cli-context.ts';
import { colourLevel } from './colour-level.ts';

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  /** Columns of the screen; `Infinity` where the output is not one. */
  readonly width: number;
}

/** How to write to stdout: bare text unless it is a terminal, colours are wanted, and `--plain` is not given. */
export function styleFor(context: CliContext): Style {
  const { stdout, plain } = context;
  const bare = colourLevel(context) === 0;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    bare ? text : styleText(format, text, { validateStream: false });
  return {
    bold: style('bold'),
    dim: style('dim'),
    good: style('green'),
    warn: style('yellow'),
    bad: style('red'),
    width: stdout.isTTY && !plain ? stdout.columns : Infinity,
  };
}
