import stringWidth from 'string-width';

/** What the live frame shows. */
export interface LiveFrame {
  /** Rows above the input, and the input's own with its menu. */
  readonly rows: readonly string[];
  /** All rows, those below the input included. */
  readonly height: number;
  /** The row of the terminal's cursor, from the frame's top; null where it rests below the frame. */
  readonly cursorRow: number | null;
}

/** Where the parts of the screen tell what they show. */
export interface LiveFrameRecord {
  readonly current: () => LiveFrame;
  tellAbove(rows: readonly string[]): void;
  tellInput(rows: readonly string[], cursorRow: number | null): void;
}

const ROWS_BELOW_INPUT = 1;

export function createLiveFrame(): LiveFrameRecord {
  let above: readonly string[] = [];
  let input: readonly string[] = [];
  let cursorRow: number | null = null;
  return {
    current: () => ({
      rows: [...above, ...input],
      height: above.length + input.length + ROWS_BELOW_INPUT,
      cursorRow,
    }),
    tellAbove(rows) {
      above = rows;
    },
    tellInput(rows, row) {
      input = rows;
      cursorRow = row;
    },
  };
}

/**
 * Makes the terminal ready for Ink's own handling of a resize, which counts rows up from the frame's last one. That
 * count is wrong where the terminal dropped the rows below the cursor, as it may when it loses rows, and where it broke
 * long rows in two: lines of the transcript would be erased, or copies of the frame left. Nothing but the cursor's
 * row can be relied on, so the frame is cleared from there and as many empty rows are put in its place. Only to be
 * used where Ink clears the frame next.
 */
export function prepareResize(frame: LiveFrame, columns: number, reflows: boolean): string {
  const { rows, height } = frame;
  const cursorRow = frame.cursorRow ?? height;
  const rowsOf = (line: string) => (reflows ? Math.max(1, Math.ceil(stringWidth(line) / columns)) : 1);
  const above =
    rows.slice(0, cursorRow).reduce((sum, line) => sum + rowsOf(line), 0) +
    Math.max(0, cursorRow - rows.length);
  // Ink takes the row after the last one for the frame's end.
  return `${up(above)}\r\u001b[J${'\n'.repeat(height)}${up(height - cursorRow)}`;
}

/** Whether the terminal breaks long rows in two when it gets narrower: most do, a few old ones cut them off. */
export function reflowsOnResize(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['TMUX'] !== undefined) return true;
  return env['XTERM_VERSION'] === undefined && !/^(linux|rxvt|st|screen|vt\d)/.test(env['TERM'] ?? '');
}

function up(rows: number): string {
  return rows > 0 ? `\u001b[${rows}A` : '';
}
