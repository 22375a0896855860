/** How many rows each part of the live frame may take. Together with a spare row they stay below the screen less two. */
export interface FrameBudget {
  readonly editor: number;
  /** Editor and menu together; also what a list to choose from may take. */
  readonly input: number;
  /** Everything above the input. */
  readonly above: number;
}

/** Divides a screen of so many rows: a frame as tall as the screen would be doubled in the scrollback. */
export function frameBudget(rows: number): FrameBudget {
  const frame = Math.max(3, rows - 3);
  const editor = Math.max(1, Math.min(8, Math.floor(rows / 3)));
  const input = Math.max(1, Math.min(frame - 2, Math.max(editor, Math.min(11, Math.floor(rows * 0.45)))));
  // One row is the status line.
  return { editor: Math.min(editor, input), input, above: Math.max(0, frame - input - 1) };
}
