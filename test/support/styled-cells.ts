import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

/** A colour as terminals count them: the 256 of the palette by number, others as 0xRRGGBB; null is the terminal's own. */
export type CellColour = { readonly palette: number } | { readonly rgb: number } | null;

/** What stands in one or two columns. */
export interface StyledCell {
  /** A grapheme; a blank for an empty cell. */
  readonly text: string;
  readonly columns: number;
  readonly foreground: CellColour;
  readonly background: CellColour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
}

/** The visible rows of a screen with their looks. */
export function styledRows(screen: Terminal): readonly (readonly StyledCell[])[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    return line === undefined ? [] : styledCells(line);
  });
}

function styledCells(line: IBufferLine): readonly StyledCell[] {
  const cells: StyledCell[] = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column);
    // The second half of a wide one has no width.
    if (cell !== undefined && cell.getWidth() > 0) cells.push(styledCell(cell));
  }
  return cells;
}

function styledCell(cell: IBufferCell): StyledCell {
  const foreground = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
  const background = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  return {
    text: cell.getChars() === '' ? ' ' : cell.getChars(),
    columns: cell.getWidth(),
    foreground: inverse ? (background ?? { palette: 0 }) : foreground,
    background: inverse ? (foreground ?? { palette: 7 }) : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    strike: cell.isStrikethrough() !== 0,
  };
}

function colour(isDefault: boolean, isRgb: boolean, value: number): CellColour {
  if (isDefault) return null;
  return isRgb ? { rgb: value } : { palette: value };
}
