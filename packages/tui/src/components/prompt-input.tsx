import { Box, useCursor, useInput, usePaste, useStdout } from 'ink';
import { memo, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import {
  createPromptModel,
  editorValue,
  layOutEditor,
  openFiles,
  openMenu,
  pasteText,
  pressKey,
  replaceText,
  restoreText,
  strokesOf,
  type PromptModel,
  type Stroke,
} from '../editor/index.ts';
import { createFileCompletion, type PathPlace } from '../attachments/index.ts';
import type { EditOutcome } from '../external-editor/index.ts';
import type { KeyMap } from '../keys/index.ts';
import type { LiveFrameRecord } from '../live-frame.ts';
import { completionsOf, type KnownNames } from '../slash-commands/index.ts';
import { createStore, type ChatActions, type ChatView } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { fileMenuLines } from './file-menu-lines.ts';
import { editorRow } from './editor-rows.ts';
import { Lines } from './lines.tsx';
import { menuLines } from './menu-lines.ts';
import { performEffect } from './perform-effect.ts';
import { searchLines } from './search-lines.ts';

/** Has the person's own editor change a text. */
export type OpenEditor = (text: string) => Promise<EditOutcome>;

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
  readonly known: KnownNames;
  readonly onRedraw: () => void;
  readonly openEditor: OpenEditor;
  readonly files: PathPlace;
  readonly frame: LiveFrameRecord;
}

const contextOf = (keys: KeyMap, known: KnownNames, columns: number) => ({
  keys,
  width: Math.max(1, columns - 4),
  matches: (text: string) => completionsOf(text, known),
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
    known,
    onRedraw,
    openEditor,
    files,
    frame,
  } = props;
  // Several keys can arrive before one render: each must see what the one before it did.
  const [input] = useState(() => createStore({ model: createPromptModel(earlierPrompts) }));
  const { model } = useSyncExternalStore(input.subscribe, input.get);
  const { setCursorPosition } = useCursor();
  const { stdout } = useStdout();

  const [completion] = useState(() =>
    createFileCompletion({
      place: files,
      now: () => performance.now(),
      // The same input again: what is offered for it has changed.
      onChange: () => input.set({}),
    }),
  );
  useEffect(() => () => completion.close(), [completion]);

  const context = {
    ...contextOf(actions.keys(), known, columns),
    files: (query: string) => completion.find(query),
    get editsQueued() {
      return actions.view().editedQueued !== null;
    },
  };
  const now = () => input.get().model;
  const become = (next: PromptModel) => {
    if (next === now()) return;
    input.set({ model: next });
    actions.typed(editorValue(next.editor));
  };

  const editElsewhere = async () => {
    const outcome = await openEditor(editorValue(now().editor));
    if ('problem' in outcome) actions.notice(outcome.problem);
    else become(replaceText(now(), outcome.text));
  };
  const place = {
    actions,
    now,
    become,
    onRedraw,
    openEditor: () => void editElsewhere(),
    write: (text: string) => void stdout.write(text),
  };
  const press = (stroke: Stroke) => {
    const before = now();
    const { model: after, effect } = pressKey(before, stroke.input, stroke.key, context);
    if (effect?.type !== 'interrupt') actions.setHint(null);
    become(after);
    if (effect !== undefined) performEffect(effect, before, place);
  };
  useInput((typed, key) => strokesOf(typed, key).forEach(press), { isActive: active });
  usePaste((text) => become(pasteText(now(), text)), { isActive: active });

  useEffect(() => {
    if (restore !== null) become(restoreText(now(), restore.text));
    // A restored text has an id of its own: nothing else brings it in again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [restore]);

  const inputLines = () => {
    const { editor, menuIndex } = model;
    const layout = layOutEditor(editor.text, editor.cursor, editor.pasted, context.width);
    const first = Math.max(0, Math.min(layout.cursorRow - editorRows + 1, layout.rows.length - editorRows));
    const rows = layout.rows
      .slice(first, first + editorRows)
      .map((row, index) => `${first + index === 0 ? theme.accent('›') : ' '} ${editorRow(row, editor)}`);
    const paths = openFiles(model, context)?.paths;
    const room = inputRows - rows.length;
    const menu =
      paths !== undefined
        ? fileMenuLines(paths, menuIndex, room, columns, theme)
        : menuLines(openMenu(model, context), menuIndex, inputRows - rows.length, columns, theme);
    return {
      lines: [...rows, ...menu],
      column: 2 + layout.cursorColumn,
      row: top + layout.cursorRow - first,
    };
  };
  const searching = () => {
    const { lines, cursorColumn } = searchLines(model, inputRows, columns, theme);
    return { lines, column: cursorColumn, row: top };
  };
  const shown = model.search === null ? inputLines() : searching();
  setCursorPosition(active ? { x: shown.column, y: shown.row } : undefined);
  useLayoutEffect(() => {
    frame.tellInput(active ? shown.lines : [], active ? shown.row : null);
  });
  if (!active) return null;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Lines lines={shown.lines} />
    </Box>
  );
});
