import stringWidth from 'string-width';
import { fitText, padText } from '../../output/index.ts';
import { neutraliseLine } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';

/** The parts of a full-screen view. Body lines are ready to be written and fit the width. */
export interface ViewParts {
  readonly title: string;
  /** At the right end of the title row: counts, where one stands. Left out where there is no room. */
  readonly status?: string;
  readonly body: readonly string[];
  /** Keys and what they do, the most important first, the way out last; others that do not fit are left out. */
  readonly help: readonly string[];
  /** In the place of the help: a question, a problem, text that is being entered. */
  readonly prompt?: string | null;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Rows that are left for a body. */
export function bodyRows({ rows }: Size): number {
  return Math.max(1, rows - 2 - (hasRule(rows) ? 1 : 0));
}

/** All rows of a view, as many as the screen has. */
export function viewLines(parts: ViewParts, size: Size, theme: Theme): readonly string[] {
  const { rows, columns } = size;
  const room = bodyRows(size);
  const body = parts.body.slice(0, room);
  const filler = Array.from({ length: room - body.length }, () => '');
  return [
    titleLine(parts, columns, theme),
    ...(hasRule(rows) ? [theme.dim('─'.repeat(columns))] : []),
    ...body,
    ...filler,
    parts.prompt === undefined || parts.prompt === null
      ? theme.dim(helpText(parts.help, columns))
      : parts.prompt,
  ].slice(0, rows);
}

/** Help parts as far as a row goes; the last one, the way out, always. */
export function helpText(parts: readonly string[], columns: number): string {
  const out = parts.at(-1) ?? '';
  let text = out;
  for (let count = 1; count < parts.length; count += 1) {
    const longer = [...parts.slice(0, count), out].join(' · ');
    if (stringWidth(longer) > columns) break;
    text = longer;
  }
  return fitText(text, columns);
}

function titleLine({ title, status = '' }: ViewParts, columns: number, theme: Theme): string {
  const right = neutraliseLine(status);
  const left = fitText(neutraliseLine(title), columns);
  const room = columns - stringWidth(left) - 2;
  if (right === '' || room < stringWidth(right)) return theme.bold(left);
  return theme.bold(left) + theme.dim(padText(right, columns - stringWidth(left), 'right'));
}

function hasRule(rows: number): boolean {
  return rows >= 20;
}
