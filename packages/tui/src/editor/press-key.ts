import type { Key } from 'ink';
import { mentionOf } from '../attachments/find-mentions.ts';
import type { KeyId } from '../keys/index.ts';
import { layOutEditor } from './editor-layout.ts';
import { editorValue, reduceEditor, selectionOf } from './editor-state.ts';
import { editorActionOf, typedText } from './key-action.ts';
import { MOST_IN_PLACE, pasteAt } from './pasted-text.ts';
import { openSearch, pressSearchKey } from './press-search-key.ts';
import {
  edit,
  openFiles,
  openMenu,
  type FileMenu,
  type MenuRow,
  type PromptContext,
  type PromptModel,
} from './prompt-model.ts';
import { recallNewer, recallOlder, remember } from './prompt-recall.ts';
import { readTypedChunk } from './typed-chunk.ts';

/** What a key asks of the chat. */
export type PromptEffect =
  | { readonly type: 'submit'; readonly text: string }
  /** To another question that waits to be sent; where there is none the step's model holds. */
  | { readonly type: 'edit-queued'; readonly direction: 'up' | 'down' }
  /** `enter-nothing`: Enter where there is nothing to send. */
  | { readonly type: 'take-back' | 'interrupt' | 'leave' | 'redraw' | 'palette' | 'editor' | 'enter-nothing' }
  /** A slash command that has a key. */
  | { readonly type: 'command'; readonly name: 'panel' | 'trace' | 'metrics' | 'history' | 'cache' }
  /** To the terminal's clipboard. */
  | { readonly type: 'copy' | 'tell'; readonly text: string }
  /** Of the answer above: the question that it was given to, and the same question asked anew. */
  | { readonly type: 'show-matched' | 'ask-fresh' | 'show-thoughts' };

export interface PromptStep {
  readonly model: PromptModel;
  readonly effect?: PromptEffect;
}

/** Pure: one key or chunk of typed text. */
export function pressKey(model: PromptModel, input: string, key: Key, context: PromptContext): PromptStep {
  if (key.eventType === 'release') return { model };
  if (model.search !== null) return { model: pressSearchKey(model, model.search, input, key, context) };
  const id = context.keys.find(input, key);
  if (id !== null) return obey(model, id, context);
  const text = typedText(input, key);
  return text === null ? { model } : typeChunk(model, text, context);
}

function obey(model: PromptModel, id: KeyId, context: PromptContext): PromptStep {
  const menu = openMenu(model, context);
  const files = openFiles(model, context);
  switch (id) {
    case 'send':
      if (files !== null && files.paths[model.menuIndex] !== files.query) return pickFile(model, files);
      return enter(model, menu);
    case 'newline':
      return { model: edit(model, { type: 'insert', text: '\n' }) };
    case 'cancel':
      return { model, effect: { type: 'interrupt' } };
    case 'exit':
      return model.editor.text === ''
        ? { model, effect: { type: 'leave' } }
        : { model: edit(model, { type: 'delete-forward' }) };
    case 'close':
      if (selectionOf(model.editor) !== null) return { model: edit(model, { type: 'select-none' }) };
      return menu.length > 0 || files !== null ? { model: { ...model, menuClosed: true } } : takeBack(model);
    case 'panel':
    case 'trace':
    case 'metrics':
    case 'history':
    case 'cache':
      return { model, effect: { type: 'command', name: id } };
    case 'palette':
      return { model, effect: { type: 'palette' } };
    case 'complete':
      if (files !== null) return pickFile(model, files);
      return complete(model, menu);
    case 'copy':
      return copy(model);
    case 'up':
    case 'down':
      return moveOrRecall(model, files?.paths ?? menu, id, context);
    case 'search-prompts':
      return { model: openSearch(model) };
    case 'editor':
      return { model, effect: { type: 'editor' } };
    case 'matched':
      return { model, effect: { type: 'show-matched' } };
    case 'fresh':
      return { model, effect: { type: 'ask-fresh' } };
    case 'thoughts':
      return { model, effect: { type: 'show-thoughts' } };
    case 'redraw':
      return { model, effect: { type: 'redraw' } };
    default: {
      const action = editorActionOf(id, context.width);
      return action === null ? { model } : { model: edit(model, action) };
    }
  }
}

function typeChunk(model: PromptModel, chunk: string, context: PromptContext): PromptStep {
  if (chunk.length === 1) return { model: edit(model, { type: 'insert', text: chunk }) };
  const { text, submit } = readTypedChunk(chunk);
  const typed = edit(model, { type: submit ? 'insert' : 'paste', text });
  return submit ? enter(typed, openMenu(typed, context)) : { model: typed };
}

function enter(model: PromptModel, menu: readonly MenuRow[]): PromptStep {
  const chosen = menu[model.menuIndex];
  if (chosen?.runs === true) return submit(model, chosen.text);
  if (chosen !== undefined) return { model: edit(model, { type: 'set', text: chosen.text }) };
  const { text, cursor } = model.editor;
  if (text.charAt(cursor - 1) === '\\') {
    const without = reduceEditor(model.editor, { type: 'delete-back' });
    return { model: edit({ ...model, editor: without }, { type: 'insert', text: '\n' }) };
  }
  const value = editorValue(model.editor);
  return value.trim() === '' ? { model, effect: { type: 'enter-nothing' } } : submit(model, value);
}

function submit(model: PromptModel, text: string): PromptStep {
  const editor = reduceEditor(model.editor, { type: 'reset' });
  const recall = remember(model.recall, text);
  return { model: { ...model, editor, recall, menuClosed: false }, effect: { type: 'submit', text } };
}

function complete(model: PromptModel, menu: readonly MenuRow[]): PromptStep {
  const chosen = menu[model.menuIndex];
  if (chosen === undefined) return expandPaste(model);
  const space = chosen.text.includes(' ') ? '' : ' ';
  return { model: edit(model, { type: 'set', text: chosen.text + space }) };
}

/** The marked path in the place of what was typed of it. A folder is gone on with, a file is done. */
function pickFile(model: PromptModel, { start, end, paths }: FileMenu): PromptStep {
  const path = paths[model.menuIndex] ?? paths[0] ?? '';
  const isFolder = path.endsWith('/');
  const text = isFolder ? mentionOf(path).replace(/"$/, '') : `${mentionOf(path)} `;
  const picked = edit(model, { type: 'replace', start, end, text });
  return { model: { ...picked, menuClosed: !isFolder } };
}

/** Shows the paste at the cursor as text, where that does not hold up typing. */
function expandPaste(model: PromptModel): PromptStep {
  const { text, cursor, pasted } = model.editor;
  const found = pasteAt(text, cursor, pasted);
  if (found !== null && found.text.length > MOST_IN_PLACE) {
    return { model, effect: { type: 'tell', text: 'too long to show here; it is sent in full' } };
  }
  return { model: edit(model, { type: 'expand-paste' }) };
}

function copy(model: PromptModel): PromptStep {
  const { editor } = model;
  const selection = selectionOf(editor);
  if (selection === null) return { model };
  const text = editorValue({ ...editor, text: editor.text.slice(selection.start, selection.end) });
  return { model: edit(model, { type: 'copy' }), effect: { type: 'copy', text } };
}

function takeBack(model: PromptModel): PromptStep {
  return { model, effect: { type: 'take-back' } };
}

function moveOrRecall(
  model: PromptModel,
  menu: { readonly length: number },
  direction: 'up' | 'down',
  { width, editsQueued = false }: PromptContext,
): PromptStep {
  if (menu.length > 1) {
    const step = direction === 'up' ? menu.length - 1 : 1;
    return { model: { ...model, menuIndex: (model.menuIndex + step) % menu.length } };
  }
  const { editor } = model;
  const { rows, cursorRow } = layOutEditor(editor.text, editor.cursor, editor.pasted, width);
  const atEdge = direction === 'up' ? cursorRow === 0 : cursorRow === rows.length - 1;
  if (atEdge && editsQueued) return { model, effect: { type: 'edit-queued', direction } };
  return atEdge
    ? recallStep(model, direction)
    : { model: edit(model, { type: 'move', move: direction, width }) };
}

function recallStep(model: PromptModel, direction: 'up' | 'down'): PromptStep {
  // An empty input first gets what waits to be sent; the chat tells whether anything does.
  if (direction === 'up' && model.editor.text === '' && model.recall.index === model.recall.prompts.length) {
    return { model: recallPrompt(model, 'up'), effect: { type: 'edit-queued', direction } };
  }
  return { model: recallPrompt(model, direction) };
}

function recallPrompt(model: PromptModel, direction: 'up' | 'down'): PromptModel {
  const found =
    direction === 'up' ? recallOlder(model.recall, editorValue(model.editor)) : recallNewer(model.recall);
  if (found === null) return model;
  const editor = reduceEditor(model.editor, { type: 'set', text: found.text });
  return { ...model, editor, recall: found.recall, menuClosed: true };
}
