import { describe, expect, test } from 'vitest';
import { frameBudget } from '../../../packages/tui/src/frame-budget.ts';
import { createLiveFrame, prepareResize, reflowsOnResize } from '../../../packages/tui/src/live-frame.ts';

function frameOf(above: readonly string[], input: readonly string[], cursorRow: number | null) {
  const frame = createLiveFrame();
  frame.tellAbove(above);
  frame.tellInput(input, cursorRow);
  return frame.current();
}

describe('a frame is cleared from the cursor’s row, not from a count of rows', () => {
  test('up to its top, then as many empty rows, then back', () =>
    expect(prepareResize(frameOf(['', 'a'], ['› x'], 2), 80, true)).toBe(
      '\u001b[2A\r\u001b[J\n\n\n\n\u001b[2A',
    ));
  test('rows that the terminal broke in two count twice, where it does so', () => {
    const frame = frameOf(['', 'x'.repeat(100)], ['› x'], 2);
    expect(prepareResize(frame, 60, true)).toMatch(/^\u001b\[3A/);
    expect(prepareResize(frame, 60, false)).toMatch(/^\u001b\[2A/);
  });
  test('old terminals cut rows off', () => {
    expect(reflowsOnResize({ TERM: 'xterm-256color' })).toBe(true);
    expect(reflowsOnResize({ TERM: 'linux' })).toBe(false);
    expect(reflowsOnResize({ TERM: 'screen', TMUX: '/tmp/tmux' })).toBe(true);
  });
});

test.each(Array.from({ length: 100 }, (_, index) => index + 5))(
  'at %d rows the frame is lower than the screen less two',
  (rows) => {
    const { editor, input, above } = frameBudget(rows);
    expect(above + input + 1).toBeLessThan(Math.max(4, rows - 2));
    expect(editor).toBeLessThanOrEqual(input);
    expect(editor).toBeLessThanOrEqual(8);
  },
);
