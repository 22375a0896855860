import { mentionAt } from '../attachments/find-mentions.ts';
import type { KeyMap } from '../keys/index.ts';
import {
  editorValue,
  EMPTY_EDITOR,
  reduceEditor,
  type EditorAction,
  type EditorState,
} from './editor-state.ts';
import { MOST_IN_PLACE } from './pasted-text.ts';
import { createRecall, remember, type PromptRecall } from './prompt-recall.ts';
import type { PromptSearch } from './prompt-search.ts';

/** The input: editor, recall and the menu of commands. */
export interface PromptModel {
  readonly editor: EditorState;
  readonly recall: PromptRecall;
  readonly menuIndex: number;
  /** While earlier prompts are searched. */
  readonly search: PromptSearch | null;
  /** Closed with Esc, or not wanted since the text was recalled, until the next letter. */
  readonly menuClosed: boolean;
}

/** One row of the menu. */
export interface MenuRow {
  readonly label: string;
  readonly detail: string;
  /** What the input becomes when it is taken. */
  readonly text: string;
  /** Whether Enter sends it at once; else it goes on being typed. */
  readonly runs: boolean;
}

export interface PromptContext {
  readonly keys: KeyMap;
  /** Columns of an editor row. */
  readonly width: number;
  /** What the menu offers for the text now; empty without a menu. */
  readonly matches: (text: string) => readonly MenuRow[];
  /** Paths that a mention may become. */
  readonly files?: ((query: string) => readonly string[]) | undefined;
  /** Whether the input has a question that waits to be sent: Up and Down then go to the others. */
  readonly editsQueued?: boolean | undefined;
}

export function createPromptModel(prompts: readonly string[]): PromptModel {
  return {
    editor: EMPTY_EDITOR,
    recall: createRecall(prompts),
    search: null,
    menuIndex: 0,
    menuClosed: false,
  };
}

/** The menu's rows, where it is open. */
export function openMenu(model: PromptModel, { matches }: PromptContext): readonly MenuRow[] {
  return model.menuClosed ? [] : matches(model.editor.text);
}

/** Files that the mention at the cursor may become; null without a menu. */
export function openFiles(model: PromptModel, { files }: PromptContext): FileMenu | null {
  if (model.menuClosed || files === undefined || model.editor.anchor !== null) return null;
  const at = mentionAt(model.editor.text, model.editor.cursor);
  if (at === null) return null;
  const paths = files(at.query);
  return paths.length === 0 ? null : { ...at, paths };
}

export interface FileMenu {
  /** Of the mention in the text. */
  readonly start: number;
  readonly end: number;
  readonly query: string;
  readonly paths: readonly string[];
}

/** The text as another program left it; as it is where nothing changed. One that is too long to be laid out is a paste. */
export function replaceText(model: PromptModel, text: string): PromptModel {
  if (text === editorValue(model.editor)) return model;
  if (text.length <= MOST_IN_PLACE) return edit(model, { type: 'set', text });
  const cleared = edit(model, { type: 'clear' });
  return edit(cleared, { type: 'paste', text });
}

export function pasteText(model: PromptModel, text: string): PromptModel {
  if (model.search !== null) {
    const [line = ''] = text.split(/[\r\n]/, 1);
    return { ...model, search: { query: model.search.query + line, chosen: 0 } };
  }
  return edit(model, { type: 'paste', text });
}

/** Puts the input aside where Up finds it. */
export function clearPrompt(model: PromptModel): PromptModel {
  const recall = remember(model.recall, editorValue(model.editor));
  return { ...model, recall, editor: reduceEditor(model.editor, { type: 'clear' }), menuClosed: false };
}

/** Text that comes back, before what was typed meanwhile. */
export function restoreText(model: PromptModel, text: string): PromptModel {
  const typed = editorValue(model.editor);
  return { ...replaceText(model, typed === '' ? text : `${text}\n\n${typed}`), menuClosed: true };
}

/** A change of the text opens the menu anew. */
export function edit(model: PromptModel, action: EditorAction): PromptModel {
  const editor = reduceEditor(model.editor, action);
  const changed = editor.text !== model.editor.text;
  return changed ? { ...model, editor, menuIndex: 0, menuClosed: false } : { ...model, editor };
}
