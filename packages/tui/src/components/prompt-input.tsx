import { Box, useCursor, useInput, usePaste } from 'ink';
import { memo, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import {
  clearPrompt,
  createPromptModel,
  editorValue,
  layOutEditor,
  openMenu,
  pasteText,
  pressKey,
  restoreText,
  type PromptModel,
} from '../editor/index.ts';
import type { KeyMap } from '../keys/index.ts';
import type { LiveFrameRecord } from '../live-frame.ts';
import { matchingCommands } from '../slash-commands/index.ts';
import { createStore, type ChatActions, type ChatView } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { Lines } from './lines.tsx';
import { menuLines } from './menu-lines.ts';

interface PromptInputProps {
  /** Rows of the live frame above. */
  readonly top: number;
  readonly columns: number;
  /** Rows of the editor at most, and rows of editor and menu together. */
  readonly editorRows: number;
  readonly inputRows: number;
  readonly active: boolean;
  readonly theme: Theme;
  readonly actions: ChatActions;
  readonly earlierPrompts: readonly string[];
  readonly restore: ChatView['restore'];
  readonly onRedraw: () => void;
  readonly frame: LiveFrameRecord;
}

const EXIT_HINT = 'press Ctrl+C again to exit';
const contextOf = (keys: KeyMap, columns: number) => ({
  keys,
  width: Math.max(1, columns - 4),
  matches: (text: string) => matchingCommands(text).map(({ name }) => name),
});

/** Where people type. Its state is its own: an echo never waits for the rest of the screen. */
export const PromptInput = memo(function PromptInput(props: PromptInputProps) {
  const {
    top,
    columns,
    editorRows,
    inputRows,
    active,
    theme,
    actions,
    earlierPrompts,
    restore,
    onRedraw,
    frame,
  } = props;
  // Several keys can arrive before one render: each must see what the one before it did.
  const [input] = useState(() => createStore({ model: createPromptModel(earlierPrompts) }));
  const { model } = useSyncExternalStore(input.subscribe, input.get);
  const { setCursorPosition } = useCursor();

  const context = contextOf(actions.keys(), columns);
  const now = () => input.get().model;
  const become = (next: PromptModel) => {
    if (next === now()) return;
    input.set({ model: next });
    actions.typed(editorValue(next.editor));
  };

  const interrupt = () => {
    if (actions.cancelTurn()) return;
    if (now().editor.text !== '') return become(clearPrompt(now()));
    if (actions.view().hint === EXIT_HINT) actions.exit(0);
    else actions.setHint(EXIT_HINT);
  };

  useInput(
    (typed, key) => {
      const before = now();
      const { model: after, effect } = pressKey(before, typed, key, context);
      if (effect?.type !== 'interrupt') actions.setHint(null);
      if (effect?.type === 'take-back') {
        const queued = actions.takeBackQueued();
        return become(queued === null ? after : restoreText(before, queued));
      }
      become(after);
      if (effect?.type === 'interrupt') interrupt();
      if (effect?.type === 'leave') actions.exit(0);
      if (effect?.type === 'redraw') onRedraw();
      if (effect?.type === 'palette') become(restoreText(clearPrompt(after), '/'));
      if (effect?.type === 'show-matched') actions.showMatched();
      if (effect?.type === 'ask-fresh') void actions.askFresh();
      if (effect?.type === 'enter-nothing') actions.enterNothing();
      if (effect?.type === 'submit') actions.submit(effect.text);
    },
    { isActive: active },
  );
  usePaste((text) => become(pasteText(now(), text)), { isActive: active });

  useEffect(() => {
    if (restore !== null) become(restoreText(now(), restore.text));
    // A restored text has an id of its own: nothing else brings it in again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [restore]);

  const { editor, menuIndex } = model;
  const layout = layOutEditor(editor.text, editor.cursor, editor.pasted, context.width);
  const first = Math.max(0, Math.min(layout.cursorRow - editorRows + 1, layout.rows.length - editorRows));
  const visible = layout.rows.slice(first, first + editorRows);
  const cursorRow = top + layout.cursorRow - first;
  setCursorPosition(active ? { x: 2 + layout.cursorColumn, y: cursorRow } : undefined);
  const rows = visible.map((row, index) => `${first + index === 0 ? theme.accent('›') : ' '} ${row.text}`);
  const menu = menuLines(openMenu(model, context), menuIndex, inputRows - rows.length, columns, theme);
  useLayoutEffect(() => {
    frame.tellInput(active ? [...rows, ...menu] : [], active ? cursorRow : null);
  });
  if (!active) return null;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Lines lines={rows} />
      <Lines lines={menu} />
    </Box>
  );
});
