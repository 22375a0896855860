import { bodyRows, type Size } from './view-lines.ts';

/** Where list and details stand: side by side, one above the other, or one at a time. */
export interface BrowseLayout {
  readonly kind: 'side' | 'stack' | 'single';
  readonly list: Size;
  readonly detail: Size;
}

const SIDE_COLUMNS = 100;
const STACK_ROWS = 20;
/** Columns between two panes. */
const GAP = 3;

export function browseLayout(size: Size): BrowseLayout {
  const rows = bodyRows(size);
  const { columns } = size;
  if (columns >= SIDE_COLUMNS) {
    const list = Math.floor((columns - GAP) * 0.48);
    return {
      kind: 'side',
      list: { rows, columns: list },
      detail: { rows, columns: columns - GAP - list },
    };
  }
  if (size.rows >= STACK_ROWS) {
    const list = Math.floor(rows * 0.45);
    return { kind: 'stack', list: { rows: list, columns }, detail: { rows: rows - list - 1, columns } };
  }
  return { kind: 'single', list: { rows, columns }, detail: { rows, columns } };
}
