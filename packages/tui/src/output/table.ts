import stringWidth from 'string-width';
import { fitText, padText } from './fit-text.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Gives way when the table is wider than the screen; one column of a table. */
  readonly shrink?: boolean;
}

const GAP = '  ';
const SMALLEST = 8;

/**
 * Rows under their titles, two spaces between the columns, no boxes: reads the same on a screen, in a file and aloud.
 * `width` is the screen's, in columns; `Infinity` where the output is not a screen, so that nothing is cut.
 * Cells must be free of control characters. Ends with a line break.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  emphasise: (title: string) => string = (title) => title,
): string {
  const cells = rows.map((row) => columns.map((_, index) => fitText(row[index] ?? '', Infinity)));
  const widths = columns.map(({ title }, index) =>
    Math.max(stringWidth(title), ...cells.map((row) => stringWidth(row[index] ?? ''))),
  );
  const total = widths.reduce((sum, columnWidth) => sum + columnWidth, GAP.length * (columns.length - 1));
  const shrinking = columns.findIndex(({ shrink }) => shrink === true);
  if (total > width && shrinking >= 0) {
    widths[shrinking] = Math.max(SMALLEST, (widths[shrinking] ?? 0) - (total - width));
  }
  const lineOf = (row: readonly string[]) =>
    columns
      .map(({ align = 'left' }, index) =>
        padText(fitText(row[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, align),
      )
      .join(GAP)
      .trimEnd();
  return [emphasise(lineOf(columns.map(({ title }) => title))), ...cells.map(lineOf), ''].join('\n');
}
