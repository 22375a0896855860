import type { Tokens } from 'marked';
import stringWidth from 'string-width';
import type { Theme } from '../theme/index.ts';
import { knownTokens } from './parse-markdown.ts';
import { renderInline } from './render-inline.ts';
import { wrapLines } from './wrap-lines.ts';

type Align = Tokens.Table['align'][number];

const SEPARATOR = ' │ ';
/** A column this wide may break its words. */
const WORD = 10;

/** A table that fits: wide columns wrap their cells; where not even their words would fit, one `name: value` a line. */
export function renderTableBlock(table: Tokens.Table, width: number, theme: Theme): string[] {
  const cell = ({ tokens }: Tokens.TableCell) => renderInline(knownTokens(tokens), theme);
  const header = table.header.map((entry) => theme.bold(cell(entry)));
  const rows = table.rows.map((row) => row.map(cell));
  const available = width - SEPARATOR.length * (header.length - 1);
  const columns = header.map((title, column) => [title, ...rows.map((row) => row[column] ?? '')]);
  const natural = columns.map((cells) => Math.max(1, ...cells.map(widest)));
  const least = columns.map((cells) => Math.max(1, Math.min(WORD, Math.max(...cells.map(longestWord)))));
  if (least.reduce((sum, room) => sum + room, 0) > available) return renderRecords(header, rows, width);
  const widths = fitColumns(natural, least, available);
  const line = (cells: readonly string[]) => renderRow(cells, widths, table.align);
  const rule = widths.map((columns) => '─'.repeat(columns)).join('─┼─');
  return [...line(header), theme.dim(rule), ...rows.flatMap(line)];
}

/** Takes from the widest columns until all fit; none gets less than its least, whose sum must fit. */
export function fitColumns(
  natural: readonly number[],
  least: readonly number[],
  available: number,
): readonly number[] {
  const widths = [...natural];
  const spare = (column: number) => (widths[column] ?? 0) > (least[column] ?? 1);
  let excess = widths.reduce((sum, columns) => sum + columns, 0) - available;
  while (excess > 0) {
    const widest = Math.max(...widths.filter((_, column) => spare(column)));
    const column = widths.findIndex((columns, index) => columns === widest && spare(index));
    if (column < 0) return widths;
    widths[column] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function renderRow(cells: readonly string[], widths: readonly number[], align: readonly Align[]): string[] {
  const wrapped = widths.map((columns, index) => wrapLines(cells[index] ?? '', columns));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    widths
      .map((columns, index) => pad(wrapped[index]?.[row] ?? '', columns, align[index] ?? null))
      .join(SEPARATOR)
      .trimEnd(),
  );
}

function renderRecords(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((value, column) => wrapLines(`${header[column] ?? ''}: ${value}`, width)),
  ]);
}

function pad(text: string, columns: number, align: Align): string {
  const space = Math.max(0, columns - stringWidth(text));
  const before = align === 'right' ? space : align === 'center' ? Math.floor(space / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => stringWidth(word)));
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
