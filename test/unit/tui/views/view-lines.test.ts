import { describe, expect, test } from 'vitest';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';
import { browseLayout } from '../../../../packages/tui/src/views/kit/browse-layout.ts';
import { browseLines } from '../../../../packages/tui/src/views/kit/browse-lines.ts';
import { listLines } from '../../../../packages/tui/src/views/kit/list-lines.ts';
import { viewLines } from '../../../../packages/tui/src/views/kit/view-lines.ts';
import { textWidth } from '../../../support/text-width.ts';

const theme = createTheme(0, false);
const entries = Array.from({ length: 50 }, (_, index) => ({
  label: `Entry ${index} with a long name, 漢字 in it, and \u001b[2J nothing that hurts`,
  figures: ['3 days ago', `${index} hits`, '$0.0042'],
}));

describe.each([
  [40, 15],
  [80, 24],
  [120, 40],
])('at %i×%i', (columns, rows) => {
  const size = { columns, rows };
  const layout = browseLayout(size);
  const list = listLines(entries, 20, layout.list.rows, layout.list.columns, theme);
  const detail = Array.from({ length: layout.detail.rows }, () => 'd'.repeat(layout.detail.columns));
  const lines = viewLines(
    {
      title: 'A title that goes on and on, for ever and a day',
      status: '21 of 50',
      body: browseLines(layout, list, detail, 'list', theme),
      help: ['↑↓ choose', 'Enter opens', '/ filter', 'a very long explanation of yet another key', 'q chat'],
    },
    size,
    theme,
  );

  test('a view has the rows of the screen, none wider than it', () => {
    expect(lines).toHaveLength(rows);
    expect(lines.filter((line) => textWidth(line) > columns)).toEqual([]);
  });

  test('the way out is told, whatever else has room', () => {
    expect(lines.at(-1)).toMatch(/^↑↓ choose · .*q chat$/);
  });

  test('the chosen entry is in sight and marked by a sign', () => {
    expect(lines.filter((line) => line.startsWith('▸'))).toEqual([expect.stringContaining('Entry 20')]);
    expect(lines.join('')).not.toContain('\u001b');
  });
});

test('figures give way before the label does', () => {
  const [wide] = listLines(entries, 0, 1, 80, theme);
  const [narrow] = listLines(entries, 0, 1, 40, theme);
  expect(wide).toMatch(/3 days ago {2}0 hits {2}\$0\.0042$/);
  expect(narrow).toContain('3 days ago');
  expect(narrow).not.toContain('$0.0042');
});
