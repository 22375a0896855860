import { fitText } from '../output/index.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { visibleWindow } from './visible-window.ts';

/** The menu of files under the input, the chosen one marked. */
export function fileMenuLines(
  paths: readonly string[],
  chosen: number,
  rows: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const { start, end } = visibleWindow(paths.length, chosen, rows);
  return paths.slice(start, end).map((path, index) => {
    const name = fitText(neutraliseLine(path), columns - 5);
    return start + index === chosen ? `  ${theme.accent(`▸ ${name}`)}` : `    ${name}`;
  });
}
