import { useInput, usePaste } from 'ink';
import { useState, useSyncExternalStore } from 'react';
import { editorActionOf, EMPTY_EDITOR, reduceEditor, typedText, type EditorState } from '../editor/index.ts';
import { createKeyMap } from '../keys/index.ts';
import { fitText } from '../output/index.ts';
import { createStore } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { Lines } from './lines.tsx';

interface TextEntryProps {
  readonly title: string;
  /** Shows dots instead of letters. */
  readonly masked: boolean;
  readonly columns: number;
  readonly theme: Theme;
  /** Why a value cannot be taken; null where it can. */
  readonly check: (value: string) => string | null;
  readonly onDone: (value: string) => void;
  readonly onCancel: () => void;
}

/** One line has the usual keys, whatever the chat's are. */
const KEYS = createKeyMap().keys;

/** One line of text: a key, an address. What is pasted loses its line ends. */
export function TextEntry({ title, masked, columns, theme, check, onDone, onCancel }: TextEntryProps) {
  const [entry] = useState(() => createStore({ editor: EMPTY_EDITOR, problem: '' }));
  const { editor, problem } = useSyncExternalStore(entry.subscribe, entry.get);
  const become = (next: EditorState) => entry.set({ editor: next, problem: '' });
  const type = (text: string) =>
    become(reduceEditor(entry.get().editor, { type: 'insert', text: text.replaceAll(/[\r\n\t]/g, '') }));
  const finish = () => {
    const value = entry.get().editor.text.trim();
    const found = check(value);
    if (found === null) onDone(value);
    else entry.set({ problem: found });
  };

  useInput((input, key) => {
    if (key.escape || (key.ctrl && (input === 'c' || input === 'd'))) return onCancel();
    if (key.return || input === '\n') return finish();
    const text = typedText(input, key);
    if (text !== null) {
      type(text);
      if (text.endsWith('\r')) finish();
      return undefined;
    }
    const id = KEYS.find(input, key);
    const action = id === null ? null : editorActionOf(id, columns);
    if (action === null) return undefined;
    return become(reduceEditor(entry.get().editor, action));
  });
  usePaste(type);

  const { text } = editor;
  const room = Math.max(4, columns - 6);
  const shown = (masked ? '•'.repeat(text.length) : text).slice(-room);
  const note = problem === '' ? 'Enter confirms · Esc goes back' : problem;
  return (
    <Lines
      lines={[
        theme.bold(fitText(title, columns - 1)),
        `${theme.accent('›')} ${shown}${theme.accent('▏')}`,
        (problem === '' ? theme.dim : theme.shine)(fitText(note, columns - 1)),
      ]}
    />
  );
}
