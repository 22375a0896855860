import { fitText } from '../output/index.ts';
import type { ChatView } from '../state/index.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { visibleWindow } from './visible-window.ts';

const MOST = 3;

/** Files that would go with what is being typed. */
export function attachedLines(attached: string | null, width: number, theme: Theme): readonly string[] {
  return attached === null
    ? []
    : [theme.dim(`  ${fitText(`attached: ${neutraliseLine(attached)}`, width - 2)}`)];
}

/** Questions that wait for their turn, one line each, and what can be done about them. */
export function queuedLines(
  { queued, editedQueued }: Pick<ChatView, 'queued' | 'editedQueued'>,
  width: number,
  theme: Theme,
): readonly string[] {
  if (queued.length === 0) return [];
  const { start, end } = visibleWindow(queued.length, editedQueued ?? 0, MOST);
  const rows = queued.slice(start, end).map((text, index) => {
    const isEdited = start + index === editedQueued;
    const row = fitText(`${isEdited ? 'edit' : 'next'}: ${neutraliseLine(text)}`, width - 2);
    return isEdited ? theme.accent(`› ${row}`) : theme.dim(`  ${row}`);
  });
  const left = queued.length - rows.length;
  const help = editedQueued === null ? HELP : HELP_EDITING;
  return [...rows, theme.dim(`  ${fitText(`${left > 0 ? `${left} more · ` : ''}${help}`, width - 2)}`)];
}

const HELP = '↑ changes one · Esc takes the last one back';
const HELP_EDITING = 'Enter keeps it, empty: removes it · ↑↓ others · Esc takes it out';
