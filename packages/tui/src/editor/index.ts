export { layOutEditor, showText, type EditorLayout, type EditorRow } from './editor-layout.ts';
export {
  editorValue,
  EMPTY_EDITOR,
  reduceEditor,
  selectionOf,
  type EditorAction,
  type EditorState,
} from './editor-state.ts';
export { editorActionOf, typedText } from './key-action.ts';
export { createRecall, recallNewer, recallOlder, remember, type PromptRecall } from './prompt-recall.ts';
export { pressKey, type PromptEffect } from './press-key.ts';
export { searchMatches } from './press-search-key.ts';
export {
  clearPrompt,
  createPromptModel,
  openFiles,
  openMenu,
  pasteText,
  replaceText,
  restoreText,
  type MenuRow,
  type PromptContext,
  type PromptModel,
} from './prompt-model.ts';
export { strokesOf, type Stroke } from './strokes-of.ts';
export type { PromptMatch, PromptSearch } from './prompt-search.ts';
