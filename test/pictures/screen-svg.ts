import type { CellColour, StyledCell } from '../support/styled-cells.ts';

/** Pixels of one column and row, and around all of it. */
const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const FONT = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const INK = '#d8dee9';
const PAPER = '#1b1f27';

/** The sixteen colours that every terminal chooses for itself. */
const SIXTEEN = [
  '#3b4252',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#abb2bf',
  '#6b7486',
  '#ef8891',
  '#b5e08f',
  '#f2d48f',
  '#83c4f7',
  '#d89bea',
  '#7fd1dc',
  '#ffffff',
];

/** Cells that look alike and follow each other. */
interface Run {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly style: StyledCell;
}

/** A terminal's screen as a picture that scales. `title` is read by screen readers. */
export function screenSvg(rows: readonly (readonly StyledCell[])[], columns: number, title: string): string {
  const width = Math.round(columns * CELL.width + 2 * MARGIN);
  const height = rows.length * CELL.height + 2 * MARGIN;
  const lines = rows.flatMap((cells, row) => {
    const runs = runsOf(cells);
    return [...runs.flatMap((run) => paper(run, row)), ...runs.flatMap((run) => ink(run, row))];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<title>${escape(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
<g font-family="${escape(FONT)}" font-size="14" fill="${INK}" xml:space="preserve" style="white-space:pre">
${lines.join('\n')}
</g>
</svg>
`;
}

function runsOf(cells: readonly StyledCell[]): readonly Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of cells) {
    const last = runs.at(-1);
    // A wide one stands alone: fonts differ in how wide.
    if (
      last !== undefined &&
      cell.columns === 1 &&
      last.style.columns === 1 &&
      looksAlike(last.style, cell)
    ) {
      runs[runs.length - 1] = { ...last, columns: last.columns + 1, text: last.text + cell.text };
    } else {
      runs.push({ column, columns: cell.columns, text: cell.text, style: cell });
    }
    column += cell.columns;
  }
  return runs;
}

function looksAlike(one: StyledCell, other: StyledCell): boolean {
  const look = (cell: StyledCell) => JSON.stringify({ ...cell, text: '' });
  return look(one) === look(other);
}

function paper({ column, columns, style }: Run, row: number): readonly string[] {
  if (style.background === null) return [];
  const [x, y] = [MARGIN + column * CELL.width, MARGIN + row * CELL.height];
  return [
    `<rect x="${x.toFixed(1)}" y="${y}" width="${(columns * CELL.width).toFixed(1)}" height="${CELL.height}" fill="${css(style.background, PAPER)}"/>`,
  ];
}

function ink({ column, text, style }: Run, row: number): readonly string[] {
  const blank = text.length - text.trimStart().length;
  const words = text.trim();
  if (words === '') return [];
  const x = MARGIN + (column + blank) * CELL.width;
  const y = MARGIN + row * CELL.height + 13;
  const length = columnsOf(words, style) * CELL.width;
  const decoration = [style.underline ? 'underline' : '', style.strike ? 'line-through' : '']
    .join(' ')
    .trim();
  const attributes = [
    style.foreground === null ? '' : ` fill="${css(style.foreground, INK)}"`,
    style.bold ? ' font-weight="bold"' : '',
    style.italic ? ' font-style="italic"' : '',
    style.dim ? ' opacity="0.6"' : '',
    decoration === '' ? '' : ` text-decoration="${decoration}"`,
  ].join('');
  return [
    `<text x="${x.toFixed(1)}" y="${y}" textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs"${attributes}>${escape(words)}</text>`,
  ];
}

/** Of a run of narrow cells each grapheme is a column. */
function columnsOf(words: string, style: StyledCell): number {
  return style.columns > 1 ? style.columns : [...new Intl.Segmenter().segment(words)].length;
}

function css(colour: Exclude<CellColour, null>, fallback: string): string {
  if ('rgb' in colour) return hex(colour.rgb);
  const { palette } = colour;
  if (palette < 16) return SIXTEEN[palette] ?? fallback;
  // xterm's palette: a cube of six levels a colour, then 24 greys.
  if (palette >= 232) return hex((8 + 10 * (palette - 232)) * 0x010101);
  const level = (place: number) => [0, 95, 135, 175, 215, 255][Math.floor((palette - 16) / place) % 6] ?? 0;
  return hex(level(36) * 0x10000 + level(6) * 0x100 + level(1));
}

function hex(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, '0')}`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
