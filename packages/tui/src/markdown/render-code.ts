import { neutralise, neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import type { Highlight } from './highlighter.ts';
import { wrapVerbatim } from './wrap-lines.ts';

/** A code block between its fences, so that it reads, and copies, as it was written. */
export function renderCode(
  code: string,
  language: string,
  width: number,
  theme: Theme,
  highlight: Highlight,
): string[] {
  const name = neutraliseLine(language).split(' ')[0] ?? '';
  const lines = highlight(neutralise(code), name, theme)
    .split('\n')
    .flatMap((line) => wrapVerbatim(line, width));
  return [theme.dim(`\`\`\`${name}`.slice(0, width)), ...lines, theme.dim('```')];
}
