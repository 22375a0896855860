import { expect, test } from 'vitest';
import { noticeLines } from '../../../../packages/tui/src/state/transcript-lines.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

const theme = createTheme(0, false);
const text = ['Keys', '  Ctrl+C   cancel the answer; clear the input', '  Enter    send'].join('\n');

test('a second column stays below itself', () =>
  expect(noticeLines(text, 40, theme)).toEqual([
    '▸ Keys',
    '    Ctrl+C   cancel the answer; clear',
    '             the input',
    '    Enter    send',
  ]));

test('where there is no room for two columns the second one goes below the first', () =>
  expect(noticeLines(text, 32, theme)).toEqual([
    '▸ Keys',
    '    Ctrl+C',
    '        cancel the answer; clear',
    '        the input',
    '    Enter    send',
  ]));

test('sentences are wrapped as sentences', () =>
  expect(noticeLines('one two three four five', 16, theme)).toEqual(['▸ one two three', '  four five']));
