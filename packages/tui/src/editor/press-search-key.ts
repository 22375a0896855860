import type { Key } from 'ink';
import { reduceEditor } from './editor-state.ts';
import { graphemesOf } from './graphemes.ts';
import { typedText } from './key-action.ts';
import type { PromptContext, PromptModel } from './prompt-model.ts';
import { searchPrompts, type PromptMatch, type PromptSearch } from './prompt-search.ts';

export function openSearch(model: PromptModel): PromptModel {
  return { ...model, search: { query: '', chosen: 0 } };
}

/** What the search shows now; empty where nothing is searched. */
export function searchMatches({ search, recall }: PromptModel): readonly PromptMatch[] {
  return search === null ? [] : searchPrompts(recall.prompts, search.query);
}

/** Pure: one key while earlier prompts are searched. What was typed before comes back untouched with Esc. */
export function pressSearchKey(
  model: PromptModel,
  search: PromptSearch,
  input: string,
  key: Key,
  { keys }: Pick<PromptContext, 'keys'>,
): PromptModel {
  const matches = searchMatches(model);
  const query = (text: string): PromptModel => ({ ...model, search: { query: text, chosen: 0 } });
  const choose = (index: number): PromptModel => ({
    ...model,
    search: { ...search, chosen: Math.max(0, Math.min(matches.length - 1, index)) },
  });
  const step = keys.findInSearch(input, key);
  if (step === 'search-older') return choose(search.chosen + 1);
  if (step === 'search-newer') return choose(search.chosen - 1);
  const binding = keys.find(input, key);
  if (binding === 'cancel' || binding === 'close' || binding === 'editor') return { ...model, search: null };
  if (binding === 'send' || binding === 'complete') return take(model, matches[search.chosen]);
  if (binding === 'delete-back') return query(graphemesOf(search.query).slice(0, -1).join(''));
  if (binding === 'kill-word') return query(search.query.replace(/\S*\s*$/, ''));
  if (binding === 'kill-to-start') return query('');
  const text = typedText(input, key);
  if (text === null) return model;
  const [line = ''] = text.split(/[\r\n]/, 1);
  const typed = query(search.query + line.replaceAll(/[\t]/g, ' '));
  // A word and its Enter in one piece.
  return /[\r\n]$/.test(text) && typed.search !== null ? take(typed, searchMatches(typed)[0]) : typed;
}

/** Into the input, to be sent or changed. Undo brings back what was typed. */
function take(model: PromptModel, match: PromptMatch | undefined): PromptModel {
  if (match === undefined) return { ...model, search: null };
  const editor = reduceEditor(model.editor, { type: 'set', text: match.prompt });
  return { ...model, editor, search: null, menuClosed: true };
}
