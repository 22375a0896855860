import type { MenuRow } from '../editor/index.ts';
import { fitText, padText } from '../output/index.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { visibleWindow } from './visible-window.ts';

/** The widest that labels get where details stand beside them: a share of the screen. */
const LABEL_SHARE = 0.45;

/** The menu under the input, the chosen row marked. */
export function menuLines(
  menu: readonly MenuRow[],
  chosen: number,
  rows: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const { start, end } = visibleWindow(menu.length, chosen, rows);
  const shown = menu.slice(start, end).map(({ label, detail }) => ({
    label: neutraliseLine(label),
    detail: neutraliseLine(detail),
  }));
  const longest = Math.max(0, ...shown.map(({ label }) => label.length));
  const width = Math.min(longest, Math.max(16, Math.floor(columns * LABEL_SHARE)));
  return shown.map(({ label, detail }, index) => {
    const head = padText(fitText(label, width), width, 'left');
    const rest = theme.dim(fitText(detail, Math.max(0, columns - width - 7)));
    return start + index === chosen ? `  ${theme.accent(`▸ ${head}`)}  ${rest}` : `    ${head}  ${rest}`;
  });
}
