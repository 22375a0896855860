import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  noHighlight,
  renderMarkdown,
  renderPart,
  type AnswerPart,
} from '../../../../packages/tui/src/markdown/index.ts';
import { createAnswerText } from '../../../../packages/tui/src/state/answer-text.ts';
import { startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { liveTailLines } from '../../../../packages/tui/src/components/live-tail.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

const options = { width: 80, theme: createTheme(0, false), highlight: noHighlight };

/** All parts of an answer that comes in these pieces, each looked at when it comes. */
function partsOf(pieces: readonly string[]) {
  const answer = createAnswerText();
  const parts: AnswerPart[] = [];
  let longestTail = 0;
  for (const piece of pieces) {
    answer.push(piece);
    parts.push(...answer.takeFinished());
    longestTail = Math.max(longestTail, answer.tail().text.length);
  }
  parts.push(...answer.takeRest());
  return { parts, longestTail };
}

/** As the transcript shows them. */
const rowsOf = (parts: readonly AnswerPart[]) =>
  parts.flatMap((part) => {
    const rows = renderPart(part, options);
    return part.joined || rows.length === 0 ? rows : ['', ...rows];
  });

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${line(index + 1)}\n`);

describe('a long block is given away while it is written, and looks as if it had come at once', () => {
  test.each([
    ['code', ['intro\n\n```js\n', ...lines(300, (line) => `line ${line}`), '```\n', '\nend']],
    ['code whose fence is the last of all', ['```js\n', ...lines(20, (line) => `line ${line}`), '```']],
    ['code that never ends', ['```\n', ...lines(20, (line) => `line ${line}`), 'half a line']],
    ['code with fences in it', ['````md\n', ...lines(30, (line) => (line % 9 ? 'x' : '```')), '````\n']],
    ['code with blank lines', ['~~~\n', ...lines(40, (line) => (line % 2 ? '' : `    ${line}`)), '~~~\n']],
    ['indented code', ['  ```\n', ...lines(20, (line) => `  line ${line}`), '  ```\n']],
    ['a list', lines(100, (line) => `- item ${line}`)],
    ['a list with sublists', lines(60, (line) => `- item ${line}\n  - a\n  - b`)],
    ['a numbered list', lines(60, (line) => `${line + 100}. item`)],
    ['a paragraph of lines', lines(200, (line) => `row ${line} of **one** paragraph`)],
  ])('%s', (_name, pieces) => {
    const { parts, longestTail } = partsOf(pieces);
    expect(parts.map(({ text }) => text).join('')).toBe(pieces.join(''));
    expect(rowsOf(parts)).toEqual(['', ...renderMarkdown(pieces.join(''), options)]);
    expect(longestTail).toBeLessThan(500);
  });

  test('a paragraph without a line end is cut behind its sentences', () => {
    const pieces = lines(400, (line) => `This is sentence ${line}. `).map((piece) => piece.trimEnd() + ' ');
    const { parts, longestTail } = partsOf(pieces);
    expect(parts.map(({ text }) => text).join('')).toBe(pieces.join(''));
    expect(longestTail).toBeLessThan(5_000);
    const words = (rows: readonly string[]) => rows.join(' ').split(/\s+/).filter(Boolean);
    expect(words(rowsOf(parts))).toEqual(words(pieces));
  });

  test('what is not known yet is not cut: a table, a list that counts anew, an emphasis', () => {
    const table = ['| a | b |\n', '|--|--|\n', ...lines(50, (line) => `| ${line} | x |`)];
    expect(partsOf(table).parts).toHaveLength(1);
    expect(partsOf(lines(30, () => '1. item')).parts).toHaveLength(1);
    const bold = ['**', ...lines(30, (line) => `row ${line}`), 'end**'];
    expect(rowsOf(partsOf(bold).parts).join(' ')).toContain('row 30 end');
  });
});

test('however an answer is cut into pieces, its parts are all of it, and each row of code is shown once', () => {
  const piece = fc.constantFrom(
    'text ',
    '\n',
    '\n\n',
    '- item\n',
    '1. one\n',
    '```js\n',
    '```\n',
    '~~~\n',
    '> q\n',
    '| a |\n|--|\n',
    'many words in a row\n'.repeat(12),
    'x = 1;\n'.repeat(9),
    '- item\n'.repeat(10),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const { parts } = partsOf(pieces);
      expect(parts.map(({ text }) => text).join('')).toBe(pieces.join(''));
      const count = (rows: readonly string[]) => rows.join('\n').split('x = 1;').length;
      expect(count(rowsOf(parts))).toBe(count([pieces.join('')]));
    }),
    { numRuns: 300 },
  );
});

test('the live part of a long block shows its end, in at most the rows it may take', () => {
  const text = `\`\`\`js\n${Array.from({ length: 1_000 }, (_, line) => `line ${line}`).join('\n')}`;
  const show = (tail: AnswerPart) => {
    const turn = {
      prompt: '',
      progress: startProgress(0),
      tail,
      thoughts: '',
      started: true,
      cancelling: false,
    };
    return liveTailLines(turn, 4, 80, options.theme, noHighlight);
  };
  const end = ['line 996', 'line 997', 'line 998', 'line 999'];
  expect(show({ text, joined: false, code: { before: '', ends: false } })).toEqual(end);
  const before = text.slice(0, text.indexOf('line 900'));
  const rest = text.slice(before.length);
  expect(show({ text: rest, joined: true, code: { before, ends: false } })).toEqual(end);
  expect(show({ text: 'line 900\nli', joined: true, code: { before, ends: false } })).toEqual([
    'line 900',
    'li',
  ]);
});
