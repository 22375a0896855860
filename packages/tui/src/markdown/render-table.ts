import type { Tokens } from 'marked';
import stringWidth from 'string-width';
import type { Theme } from '../theme/index.ts';
import { knownTokens } from './parse-markdown.ts';
import { renderInline } from './render-inline.ts';
import { wrapLines } from './wrap-lines.ts';

type Align = Tokens.Table['align'][number];

const SEPARATOR = ' │ ';
const NARROWEST = 4;

/** A table that fits: wide columns wrap their cells; where not even that is possible, one `name: value` a line. */
export function renderTableBlock(table: Tokens.Table, width: number, theme: Theme): string[] {
  const cell = ({ tokens }: Tokens.TableCell) => renderInline(knownTokens(tokens), theme);
  const header = table.header.map((entry) => theme.bold(cell(entry)));
  const rows = table.rows.map((row) => row.map(cell));
  const available = width - SEPARATOR.length * (header.length - 1);
  if (available < header.length * NARROWEST) return renderRecords(header, rows, width);

  const natural = header.map((title, column) =>
    Math.max(1, ...[title, ...rows.map((row) => row[column] ?? '')].map(widest)),
  );
  const widths = fitColumns(natural, available);
  const line = (cells: readonly string[]) => renderRow(cells, widths, table.align);
  const rule = widths.map((columns) => '─'.repeat(columns)).join('─┼─');
  return [...line(header), theme.dim(rule), ...rows.flatMap(line)];
}

/** Takes from the widest columns until all fit; narrow ones keep what they need. */
export function fitColumns(natural: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, columns) => sum + columns, 0) - available;
  while (excess > 0) {
    const widestColumn = widths.indexOf(Math.max(...widths));
    if ((widths[widestColumn] ?? 0) <= 1) return widths;
    widths[widestColumn] = (widths[widestColumn] ?? 1) - 1;
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

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
