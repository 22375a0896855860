import stringWidth from 'string-width';
import type { Theme } from '../../theme/index.ts';
import type { BrowseLayout } from './browse-layout.ts';

/** List and details put together as the layout says. Lines must fit their panes. */
export function browseLines(
  layout: BrowseLayout,
  list: readonly string[],
  detail: readonly string[],
  pane: 'list' | 'detail',
  theme: Theme,
): readonly string[] {
  if (layout.kind === 'single') return pane === 'list' ? list : detail;
  if (layout.kind === 'stack') {
    const filler = Array.from({ length: Math.max(0, layout.list.rows - list.length) }, () => '');
    return [...list, ...filler, divider(layout.detail.columns, pane, theme), ...detail];
  }
  const bar = pane === 'detail' ? theme.accent('┃') : theme.dim('│');
  return Array.from({ length: layout.list.rows }, (_, row) => {
    const left = list[row] ?? '';
    const spaces = ' '.repeat(Math.max(0, layout.list.columns - stringWidth(left)));
    return `${left}${spaces} ${bar} ${detail[row] ?? ''}`;
  });
}

/** Heavy where the details take the keys. */
function divider(columns: number, pane: 'list' | 'detail', theme: Theme): string {
  return pane === 'detail' ? theme.accent('━'.repeat(columns)) : theme.dim('─'.repeat(columns));
}
