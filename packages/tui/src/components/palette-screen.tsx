import { useInput, usePaste } from 'ink';
import { useState, useSyncExternalStore } from 'react';
import {
  editorActionOf,
  EMPTY_EDITOR,
  reduceEditor,
  strokesOf,
  typedText,
  type Stroke,
} from '../editor/index.ts';
import { fitText, padText } from '../output/index.ts';
import { rankCommands } from '../slash-commands/index.ts';
import { createStore, type ChatActions } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { Lines } from './lines.tsx';
import { visibleWindow } from './visible-window.ts';

interface PaletteScreenProps {
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

/** Every command with its key, found by what is typed. What stands in the input stays there. */
export function PaletteScreen({ rows, columns, theme, actions }: PaletteScreenProps) {
  // Several keys can arrive before one render: each must see what the one before it did.
  const [palette] = useState(() => createStore({ editor: EMPTY_EDITOR, chosen: 0 }));
  const { editor, chosen } = useSyncExternalStore(palette.subscribe, palette.get);
  const keys = actions.keys();
  const found = rankCommands(editor.text);
  const room = Math.max(1, rows - 2);

  const type = (text: string) => {
    const typed = text.replaceAll(/[\r\n\t/]/g, '');
    palette.set({ editor: reduceEditor(palette.get().editor, { type: 'insert', text: typed }), chosen: 0 });
  };
  const leave = () => actions.show({ name: 'chat' });
  const choose = () => {
    const command = rankCommands(palette.get().editor.text)[palette.get().chosen];
    if (command === undefined) return;
    leave();
    if (command.usage?.startsWith('<') === true) actions.putBack(`/${command.name} `);
    else actions.submit(`/${command.name}`);
  };

  const press = ({ input, key }: Stroke) => {
    if (key.eventType === 'release') return undefined;
    const now = palette.get();
    const last = Math.max(0, rankCommands(now.editor.text).length - 1);
    const move = (to: number) => palette.set({ chosen: Math.max(0, Math.min(last, to)) });
    if (key.escape || (key.ctrl && 'cdp'.includes(input) && input !== '')) return leave();
    if (key.return || input === '\n') return choose();
    if (key.upArrow) return move(now.chosen === 0 ? last : now.chosen - 1);
    if (key.downArrow || key.tab) return move(now.chosen === last ? 0 : now.chosen + 1);
    if (key.pageUp) return move(now.chosen - room);
    if (key.pageDown) return move(now.chosen + room);
    const text = typedText(input, key);
    if (text !== null) {
      type(text);
      return text.endsWith('\r') ? choose() : undefined;
    }
    const id = keys.find(input, key);
    const action = id === null ? null : editorActionOf(id, columns);
    if (action === null) return undefined;
    palette.set({ editor: reduceEditor(now.editor, action), chosen: 0 });
  };
  useInput((input, key) => strokesOf(input, key).forEach(press));
  usePaste(type);

  const { start, end } = visibleWindow(found.length, chosen, room);
  const shown = found.slice(start, end).map(({ name, usage, summary, key }) => ({
    head: `/${name}${usage === undefined ? '' : ` ${usage}`}`,
    summary,
    label: key === undefined ? '' : keys.label(key),
  }));
  const width = Math.min(Math.floor(columns * 0.45), Math.max(0, ...shown.map(({ head }) => head.length)));
  const keyWidth = Math.max(0, ...shown.map(({ label }) => label.length));
  const lines = shown.map(({ head, summary, label }, index) => {
    const name = padText(fitText(head, width), width, 'left');
    const space = Math.max(0, columns - width - keyWidth - 9);
    const what = theme.dim(padText(fitText(summary, space), space, 'left'));
    const row = `${start + index === chosen ? theme.accent(`▸ ${name}`) : `  ${name}`}  ${what}`;
    return label === '' ? row : `${row}  ${theme.shine(label)}`;
  });
  return (
    <Lines
      lines={[
        `${theme.accent('/')} ${fitText(editor.text, columns - 6)}${theme.accent('▏')}`,
        ...(lines.length === 0 ? [theme.dim('  no command is like that')] : lines),
        theme.dim(fitText('type to find a command · ↑ ↓ and Enter choose · Esc goes back', columns - 1)),
      ]}
    />
  );
}
