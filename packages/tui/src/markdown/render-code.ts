import { neutralise, neutraliseLine } from '../text/index.ts';
import type { MarkdownOptions } from './markdown-options.ts';
import { wrapVerbatim } from './wrap-lines.ts';

/** A code block between its fences, so that it reads, and copies, as it was written. */
export function renderCode(code: string, language: string, options: MarkdownOptions): string[] {
  const lines = neutralise(code).split('\n');
  return renderCodeLines(lines, 0, { opens: true, closes: true }, language, options);
}

/**
 * The lines of a block from `above` on, with the fences that stand around them. All lines are given, since colours
 * depend on those above. None may hold a control character.
 */
export function renderCodeLines(
  lines: readonly string[],
  above: number,
  { opens, closes }: { readonly opens: boolean; readonly closes: boolean },
  language: string,
  { width, theme, highlight }: MarkdownOptions,
): string[] {
  const name = neutraliseLine(language).split(' ')[0] ?? '';
  const rows = highlight(lines.join('\n'), name, theme)
    .split('\n')
    .slice(above, lines.length)
    .flatMap((line) => wrapVerbatim(line, width));
  return [
    ...(opens ? [theme.dim(`\`\`\`${name}`.slice(0, width))] : []),
    ...rows,
    ...(closes ? [theme.dim('```')] : []),
  ];
}
