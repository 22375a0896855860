import { describe, expect, test } from 'vitest';
import {
  createPromptModel,
  pasteText,
  pressKey,
  searchMatches,
  type PromptModel,
} from '../../../../packages/tui/src/editor/index.ts';
import { searchPrompts } from '../../../../packages/tui/src/editor/prompt-search.ts';
import { createKeyMap } from '../../../../packages/tui/src/keys/index.ts';
import { keyPress } from '../../../support/key-press.ts';

describe('what is found', () => {
  const prompts = ['Reset my Password', 'weather', 'reset the router', 'weather'];

  test('has every word, in any order and case; the newest comes first, each once', () => {
    expect(searchPrompts(prompts, 'RESET').map(({ prompt }) => prompt)).toEqual([
      'reset the router',
      'Reset my Password',
    ]);
    expect(searchPrompts(prompts, 'pass reset').map(({ prompt }) => prompt)).toEqual(['Reset my Password']);
    expect(searchPrompts(prompts, '').map(({ prompt }) => prompt)).toEqual([
      'weather',
      'reset the router',
      'Reset my Password',
    ]);
    expect(searchPrompts(prompts, 'nothing like it')).toEqual([]);
  });

  test('tells where the words stand, without overlap', () => {
    expect(searchPrompts(['a password'], 'pass word wor')[0]?.found).toEqual([
      { start: 2, end: 6 },
      { start: 6, end: 10 },
    ]);
    // İ has two characters in lower case: no place is told rather than a wrong one.
    expect(searchPrompts(['İ reset'], 'reset')).toEqual([{ prompt: 'İ reset', found: [] }]);
  });
});

describe('the keys of the search', () => {
  const { keys } = createKeyMap();
  const context = { keys, width: 40, matches: () => [] };
  const press = (model: PromptModel, input: string, fields: Parameters<typeof keyPress>[0] = {}) =>
    pressKey(model, input, keyPress(fields), context);
  const begun = press(
    press(createPromptModel(['first reset', 'second reset', 'weather']), 'a draft').model,
    'r',
    { ctrl: true },
  ).model;

  test('typing narrows it, Enter takes what is marked and sends nothing', () => {
    const narrowed = press(begun, 'reset').model;
    expect(searchMatches(narrowed).map(({ prompt }) => prompt)).toEqual(['second reset', 'first reset']);
    const older = press(narrowed, 'r', { ctrl: true }).model;
    const { model, effect } = press(older, '\r', { return: true });
    expect(effect).toBeUndefined();
    expect(model).toMatchObject({ search: null, editor: { text: 'first reset' } });
    expect(press(model, 'z', { ctrl: true }).model.editor.text).toBe('a draft');
  });

  test.each([
    ['Esc', '', { escape: true }],
    ['Ctrl+C', 'c', { ctrl: true }],
  ])('%s keeps what was typed before', (_name, input, fields) => {
    const { model, effect } = press(press(begun, 'reset').model, input, fields);
    expect(effect).toBeUndefined();
    expect(model).toMatchObject({ search: null, editor: { text: 'a draft' } });
  });

  test('the mark stays within what is found', () => {
    const newest = press(begun, '', { upArrow: true }).model;
    expect(newest.search?.chosen).toBe(0);
    const oldest = Array.from({ length: 9 }).reduce<PromptModel>(
      (model) => press(model, '', { downArrow: true }).model,
      begun,
    );
    expect(oldest.search?.chosen).toBe(2);
    expect(press(oldest, 'w').model.search).toEqual({ query: 'w', chosen: 0 });
  });

  test('the query is changed as text is, and takes one line of what is pasted', () => {
    const query = (model: PromptModel) => model.search?.query;
    const pasted = pasteText(begun, 'two words\nmore');
    expect(query(pasted)).toBe('two words');
    expect(query(press(pasted, '', { backspace: true }).model)).toBe('two word');
    expect(query(press(pasted, 'w', { ctrl: true }).model)).toBe('two ');
    expect(query(press(pasted, 'u', { ctrl: true }).model)).toBe('');
  });

  test('Enter where nothing is found goes back', () => {
    const { model } = press(press(begun, 'no such').model, '\r', { return: true });
    expect(model).toMatchObject({ search: null, editor: { text: 'a draft' } });
  });
});
