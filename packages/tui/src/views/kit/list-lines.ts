import stringWidth from 'string-width';
import { visibleWindow } from '../../components/visible-window.ts';
import { fitText, padText } from '../../output/index.ts';
import { neutraliseLine } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';

export interface ListEntry {
  readonly label: string;
  /** Figures at the right, in order of importance: what has no room is left out from the end. */
  readonly figures: readonly string[];
  /** A word or sign before the label. */
  readonly mark?: string;
}

/** Columns that a label keeps beside its figures. */
const LABEL = 20;

/** A list as rows, the chosen entry marked by a sign and never by colour alone. */
export function listLines(
  entries: readonly ListEntry[],
  chosen: number,
  rows: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const { start, end } = visibleWindow(entries.length, chosen, rows);
  const seen = entries.slice(start, end);
  const widths = columnWidths(seen, columns);
  return seen.map((entry, index) => {
    const isChosen = start + index === chosen;
    const figures = widths
      .map((width, column) => padText(neutraliseLine(entry.figures[column] ?? ''), width, 'right'))
      .join('  ');
    const room = Math.max(4, columns - 2 - (figures === '' ? 0 : stringWidth(figures) + 2));
    const label = padText(fitText(neutraliseLine(`${entry.mark ?? ''} ${entry.label}`), room), room, 'left');
    const gap = figures === '' ? '' : '  ';
    return isChosen
      ? `${theme.accent(`▸ ${theme.bold(label)}`)}${gap}${figures}`
      : `  ${label}${gap}${theme.dim(figures)}`;
  });
}

/** Of the figures' columns that fit. */
function columnWidths(entries: readonly ListEntry[], columns: number): readonly number[] {
  const count = Math.max(0, ...entries.map(({ figures }) => figures.length));
  const widths: number[] = [];
  let used = 2 + LABEL;
  for (let column = 0; column < count; column++) {
    const width = Math.max(
      ...entries.map(({ figures }) => stringWidth(neutraliseLine(figures[column] ?? ''))),
    );
    used += width + 2;
    if (used > columns) break;
    widths.push(width);
  }
  return widths;
}
