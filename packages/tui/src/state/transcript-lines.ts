import stringWidth from 'string-width';
import { neutralise, neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { wrapLines, wrapVerbatim } from '../markdown/index.ts';

/** A long question is shown by its beginning; the whole of it was sent. Rows. */
const MOST_PROMPT_ROWS = 24;

/** A question as the transcript shows it, with a blank line before. */
export function promptLines(prompt: string, width: number, theme: Theme): readonly string[] {
  const rows = neutralise(prompt)
    .trim()
    .split('\n')
    .flatMap((line) => wrapVerbatim(line, width - 2));
  const shown = rows.length > MOST_PROMPT_ROWS ? rows.slice(0, MOST_PROMPT_ROWS - 1) : rows;
  const left = rows.length - shown.length;
  return [
    '',
    ...shown.map((row, index) =>
      index === 0 ? `${theme.accent('›')} ${theme.bold(row)}` : `  ${theme.bold(row)}`,
    ),
    ...(left > 0 ? [theme.dim(`  … ${left} more lines`)] : []),
  ];
}

export function badgeLines(badge: string, width: number, theme: Theme): readonly string[] {
  return badge === '' ? [] : wrapLines(neutraliseLine(badge), width).map((line) => theme.dim(line));
}

/** What a model thinks: dimmed, and apart from answers by a sign at its side. */
export function thoughtLines(text: string, width: number, theme: Theme): readonly string[] {
  return neutralise(text)
    .trim()
    .split('\n')
    .flatMap((line) => wrapLines(line, Math.max(8, width - 2)))
    .map((line) => theme.dim(`┊ ${line}`.trimEnd()));
}

/** Something that jackdaw itself says, apart from answers by its sign. */
export function noticeLines(text: string, width: number, theme: Theme): readonly string[] {
  const rows = neutralise(text)
    .split('\n')
    .flatMap((line) => wrapVerbatimWords(line, width - 2));
  return rows.map((row, index) => `${theme.shine(index === 0 ? '▸' : ' ')} ${row}`);
}

/** A second column narrower than that goes below the first. Columns. */
const NARROWEST_COLUMN = 24;

/** Keeps a row's own leading spaces, and a second column (behind two spaces or more) below itself. */
function wrapVerbatimWords(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const [, head = '', gap = '', rest] = /^( *\S.*?)( {2,})(\S.*)$/.exec(line) ?? [];
  if (rest === undefined || stringWidth(line) <= width) return hang(indent, line.slice(indent.length), width);
  const column = stringWidth(head + gap);
  if (width - column < NARROWEST_COLUMN) {
    return [...hang(indent, head.trimStart(), width), ...hang(`${indent}    `, rest, width)];
  }
  return hang(' '.repeat(column), rest, width).map((row, index) =>
    index === 0 ? head + gap + row.slice(column) : row,
  );
}

function hang(indent: string, text: string, width: number): readonly string[] {
  return wrapLines(text, Math.max(10, width - indent.length)).map((row) => indent + row);
}
