import { expect, test } from 'vitest';
import { checkReplies } from '../../../../../packages/tui/src/cli/doctor/check-replies.ts';
import {
  readTerminalReplies,
  WIDTH_SAMPLES,
} from '../../../../../packages/tui/src/cli/doctor/read-terminal-replies.ts';

const NEWLINE = ['Alt+Enter', 'Ctrl+J', 'Shift+Enter', 'Ctrl+Enter'];
const END = '\u001b[?62;4c';
/** Where the cursor is behind each sample, on the line's beginning 1. */
const at = (...widths: readonly number[]) => widths.map((width) => `\u001b[7;${width + 1}R`).join('');
const textsOf = (input: string) =>
  checkReplies(readTerminalReplies(input), NEWLINE).map(({ state, detail }) => `${state} ${detail}`);

test('nothing is said before the last answer is there, nor of a terminal that was not asked', () => {
  expect(readTerminalReplies(`\u001b[?1u${at(4, 2)}`)).toBeNull();
  expect(checkReplies(null, NEWLINE)).toEqual([]);
});

test('with the kitty protocol Shift+Enter makes a new line; without it the other keys are named', () => {
  expect(textsOf(`\u001b[?0u${END}`)[0]).toBe(
    'ok the kitty protocol: Shift+Enter or Ctrl+Enter makes a new line',
  );
  expect(textsOf(END)[0]).toContain('Alt+Enter or Ctrl+J makes a new line');
  expect(textsOf(`\u001b[>4;1m${END}`)[0]).toContain('modifyOtherKeys');
  expect(checkReplies(readTerminalReplies(END), ['Shift+Enter'])[0]?.detail).toContain(
    'a backslash before Enter',
  );
});

test('widths that differ are told, what was not measured is not guessed', () => {
  const counted = [4, 2, 2, 1];
  expect(WIDTH_SAMPLES).toHaveLength(counted.length);
  expect(textsOf(at(...counted) + END)[1]).toBe('ok wide characters and emoji as jackdaw counts them');
  expect(textsOf(at(4, 2, 6, 1) + END)[1]).toBe(
    'warn drawn otherwise than jackdaw counts: joined emoji 6 columns for 2',
  );
  expect(textsOf(at(4) + END)[1]).toContain('does not tell');
});
