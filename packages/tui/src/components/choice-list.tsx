import { useInput, type Key } from 'ink';
import { useState, useSyncExternalStore } from 'react';
import stringWidth from 'string-width';
import { fitText, padText } from '../output/index.ts';
import { createStore } from '../state/index.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { Lines } from './lines.tsx';
import { visibleWindow } from './visible-window.ts';

export interface Choice {
  readonly label: string;
  readonly detail?: string;
}

interface ChoiceListProps {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly initial?: number;
  /** Rows that title, list and hint may take. */
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly hint: string;
  readonly onChoose: (index: number) => void;
  readonly onCancel: () => void;
  /** For keys of the caller's own, asked before the list's; true where it took the key. */
  readonly onKey?: (input: string, key: Key, index: number) => boolean;
  /** For Ctrl+C and Ctrl+D, where they are more than a cancel. */
  readonly onQuit?: () => void;
}

/** A list to choose from with arrows and Enter; a part of it where it is longer than the screen. */
export function ChoiceList(props: ChoiceListProps) {
  const {
    title,
    choices,
    initial = 0,
    rows,
    columns,
    theme,
    hint,
    onChoose,
    onCancel,
    onKey = () => false,
    onQuit = onCancel,
  } = props;
  // Several keys can arrive before one render: each must see what the one before it did.
  const [list] = useState(() => createStore({ chosen: initial }));
  useSyncExternalStore(list.subscribe, list.get);
  const room = Math.max(1, rows - 2);
  const last = choices.length - 1;
  // A list may become shorter while it is shown.
  const current = () => Math.min(list.get().chosen, last);
  const chosen = current();

  useInput((input, key) => {
    const now = current();
    const choose = (index: number) => list.set({ chosen: Math.max(0, Math.min(last, index)) });
    if (onKey(input, key, now)) return undefined;
    if (key.escape) return onCancel();
    if (key.ctrl && (input === 'c' || input === 'd')) return onQuit();
    if (key.return || input === '\n') return onChoose(now);
    if (key.upArrow) choose(now === 0 ? last : now - 1);
    if (key.downArrow || key.tab) choose(now === last ? 0 : now + 1);
    if (key.pageUp) choose(now - room);
    if (key.pageDown) choose(now + room);
    if (key.home) choose(0);
    if (key.end) choose(last);
  });

  const { start, end } = visibleWindow(choices.length, chosen, room);
  const position = choices.length > room ? ` (${chosen + 1} of ${choices.length})` : '';
  const visible = choices.slice(start, end).map(({ label, detail = '' }) => ({
    label: neutraliseLine(label),
    detail: neutraliseLine(detail),
  }));
  // Details stand in a column of their own, unless labels are too long for two.
  const longestDetail = Math.max(0, ...visible.map(({ detail }) => stringWidth(detail)));
  const labelRoom = Math.max(
    12,
    Math.min(columns - 6 - longestDetail, Math.max(...visible.map(({ label }) => stringWidth(label)))),
  );
  const lines = visible.map(({ label, detail }, index) => {
    const head = padText(fitText(label, labelRoom), labelRoom, 'left');
    const rest = theme.dim(fitText(detail, columns - labelRoom - 6));
    return start + index === chosen ? `${theme.accent(`▸ ${head}`)}  ${rest}` : `  ${head}  ${rest}`;
  });
  const head = theme.bold(fitText(neutraliseLine(title) + position, columns - 1));
  return <Lines lines={[head, ...lines, theme.dim(fitText(neutraliseLine(hint), columns - 1))]} />;
}
