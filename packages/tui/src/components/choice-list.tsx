import { useInput } from 'ink';
import { useState } from 'react';
import stringWidth from 'string-width';
import { fitText, padText } from '../output/index.ts';
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
}

/** A list to choose from with arrows and Enter; a part of it where it is longer than the screen. */
export function ChoiceList(props: ChoiceListProps) {
  const { title, choices, initial = 0, rows, columns, theme, hint, onChoose, onCancel } = props;
  const [chosen, setChosen] = useState(initial);
  const room = Math.max(1, rows - 2);
  const last = choices.length - 1;

  useInput((input, key) => {
    if (key.escape || (key.ctrl && (input === 'c' || input === 'd'))) return onCancel();
    if (key.return || input === '\n') return onChoose(chosen);
    if (key.upArrow) setChosen((index) => (index === 0 ? last : index - 1));
    if (key.downArrow || key.tab) setChosen((index) => (index === last ? 0 : index + 1));
    if (key.pageUp) setChosen((index) => Math.max(0, index - room));
    if (key.pageDown) setChosen((index) => Math.min(last, index + room));
    if (key.home) setChosen(0);
    if (key.end) setChosen(last);
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
  const head = theme.bold(fitText(title + position, columns - 1));
  return <Lines lines={[head, ...lines, theme.dim(fitText(hint, columns - 1))]} />;
}
