import { fitText } from '../output/index.ts';
import { SLASH_COMMANDS } from '../slash-commands/index.ts';
import type { Theme } from '../theme/index.ts';
import { visibleWindow } from './visible-window.ts';

/** The menu of commands under the input, the chosen one marked. */
export function menuLines(
  names: readonly string[],
  chosen: number,
  rows: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const { start, end } = visibleWindow(names.length, chosen, rows);
  const width = Math.max(0, ...names.map((name) => name.length)) + 1;
  return names.slice(start, end).map((name, index) => {
    const isChosen = start + index === chosen;
    const summary = SLASH_COMMANDS.find((command) => command.name === name)?.summary ?? '';
    const head = `/${name}`.padEnd(width);
    const rest = theme.dim(fitText(summary, columns - width - 7));
    return isChosen ? `  ${theme.accent(`▸ ${head}`)}  ${rest}` : `    ${head}  ${rest}`;
  });
}
