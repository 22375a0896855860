import { toJackdawError } from '@jackdaw/core/protocol';
import { useInput, usePaste } from 'ink';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import {
  editorActionOf,
  EMPTY_EDITOR,
  reduceEditor,
  strokesOf,
  typedText,
  type EditorState,
  type Stroke,
} from '../editor/index.ts';
import { createKeyMap } from '../keys/index.ts';
import { fitText } from '../output/index.ts';
import { createStore } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { wrapLines } from '../markdown/wrap-lines.ts';
import { Lines } from './lines.tsx';

interface TextEntryProps {
  readonly title: string;
  /** Shows dots instead of letters. */
  readonly masked: boolean;
  /** That it may take. */
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  /** The value as it is meant, from what was typed. */
  readonly tidy: (text: string) => string;
  /** Why a value cannot be taken; null where it can. What was typed stays meanwhile and after. */
  readonly check: (value: string) => Promise<string | null>;
  readonly onDone: (value: string) => void;
  readonly onCancel: () => void;
}

/** One line has the usual keys, whatever the chat's are. */
const KEYS = createKeyMap().keys;

/** One line of text: a key, an address. What is pasted loses its line ends. */
export function TextEntry(props: TextEntryProps) {
  const { title, masked, rows, columns, theme, tidy, check, onDone, onCancel } = props;
  const [entry] = useState(() => createStore({ editor: EMPTY_EDITOR, problem: '', checking: false }));
  const { editor, problem, checking } = useSyncExternalStore(entry.subscribe, entry.get);
  // What changes while it is checked is not what was checked.
  const become = (next: EditorState) => entry.set({ editor: next, problem: '', checking: false });
  const type = (text: string) =>
    become(reduceEditor(entry.get().editor, { type: 'insert', text: text.replaceAll(/[\r\n\t]/g, '') }));
  async function finish(): Promise<void> {
    if (entry.get().checking) return;
    const checked = entry.get().editor;
    const value = tidy(checked.text);
    entry.set({ checking: true, problem: '' });
    const found = await check(value).catch((error: unknown) => toJackdawError(error).message);
    const now = entry.get();
    if (!now.checking || now.editor !== checked || left.current) return;
    if (found === null) onDone(value);
    else entry.set({ checking: false, problem: found });
  }
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
    },
    [],
  );

  function press({ input, key }: Stroke): void {
    if (key.escape || (key.ctrl && (input === 'c' || input === 'd'))) return onCancel();
    if (key.return || input === '\n') return void finish();
    const text = typedText(input, key);
    if (text !== null) {
      type(text);
      if (text.endsWith('\r')) void finish();
      return undefined;
    }
    const id = KEYS.find(input, key);
    const action = id === null ? null : editorActionOf(id, columns);
    return action === null ? undefined : become(reduceEditor(entry.get().editor, action));
  }
  useInput((input, key) => strokesOf(input, key).forEach(press));
  usePaste(type);

  const { text } = editor;
  const room = Math.max(4, columns - 6);
  const shown = (masked ? '•'.repeat(text.length) : text).slice(-room);
  const note = checking ? 'checking it… · Esc goes back' : 'Enter confirms · Esc goes back';
  const below =
    problem === ''
      ? [theme.dim(fitText(note, columns - 1))]
      : wrapLines(problem, columns - 2)
          .slice(0, Math.max(1, rows - 2))
          .map((line) => theme.shine(line));
  return (
    <Lines
      lines={[
        theme.bold(fitText(title, columns - 1)),
        `${theme.accent('›')} ${shown}${theme.accent('▏')}`,
        ...below,
      ]}
    />
  );
}
