import { expect, test } from 'vitest';
import { renderTable } from '../../../../packages/tui/src/output/table.ts';

const columns = [
  { title: 'ID' },
  { title: 'TITLE', shrink: true },
  { title: 'TURNS', align: 'right' },
] as const;
const rows = [
  ['a1', 'A long title that does not fit on a narrow screen', '3'],
  ['b22', '短い', '12'],
];

test('columns line up, whatever the width of their characters', () => {
  expect(
    renderTable(
      columns,
      [
        ['a', '漢字', '1'],
        ['b', 'four', '10'],
      ],
      Infinity,
    ),
  ).toBe('ID  TITLE  TURNS\na   漢字       1\nb   four      10\n');
});

test('no line is wider than the screen', () => {
  const lines = renderTable(columns, rows, 40).split('\n');
  expect(lines.map((line) => line.length).every((columns) => columns <= 40)).toBe(true);
  expect(lines[1]).toMatch(/^a1 {3}A long title.*… +3$/);
});

test('off a screen nothing is cut', () => {
  expect(renderTable(columns, rows, Infinity)).toContain('A long title that does not fit on a narrow screen');
});
