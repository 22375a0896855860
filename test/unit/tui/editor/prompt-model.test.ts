import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import {
  createPromptModel,
  openMenu,
  pressKey,
  restoreText,
  type PromptModel,
} from '../../../../packages/tui/src/editor/index.ts';
import { createKeyMap } from '../../../../packages/tui/src/keys/index.ts';
import { keyPress } from '../../../support/key-press.ts';

const rowOf = (text: string, runs: boolean) => ({ label: text, detail: '', text, runs });
const NAMES = ['help', 'history', 'model'];
const context = {
  keys: createKeyMap().keys,
  width: 40,
  matches: (text: string) =>
    text.startsWith('/')
      ? NAMES.filter((name) => `/${name}`.startsWith(text)).map((name) => rowOf(`/${name}`, true))
      : [],
};
const press = (model: PromptModel, input: string, key: Partial<Key> = {}) =>
  pressKey(model, input, keyPress(key), context);
const typed = (text: string) => press(createPromptModel(['earlier']), text).model;

describe('Enter', () => {
  test('sends and empties', () => {
    const { model, effect } = press(typed('hello'), '\r', { return: true });
    expect(effect).toEqual({ type: 'submit', text: 'hello' });
    expect(model.editor.text).toBe('');
  });
  test('sends nothing where there is nothing', () =>
    expect(press(typed('  '), '\r', { return: true }).effect).toEqual({ type: 'enter-nothing' }));
  test('after a backslash makes a new line of it', () => {
    const { model, effect } = press(typed('one\\'), '\r', { return: true });
    expect(effect).toBeUndefined();
    expect(model.editor.text).toBe('one\n');
  });
  test('takes the command that the menu has chosen', () => {
    const { model } = press(typed('/h'), '', { downArrow: true });
    expect(press(model, '\r', { return: true }).effect).toEqual({ type: 'submit', text: '/history' });
  });
});

describe('the menu', () => {
  test('what only completes stays in the input, and goes with the next Enter', () => {
    const guessing = {
      ...context,
      matches: (text: string) => (text === '/modle' ? [rowOf('/model', false)] : [rowOf('/model', true)]),
    };
    const enter = keyPress({ return: true });
    const { model, effect } = pressKey(typed('/modle'), '\r', enter, guessing);
    expect({ text: model.editor.text, effect }).toEqual({ text: '/model', effect: undefined });
    expect(pressKey(model, '\r', enter, guessing).effect).toEqual({ type: 'submit', text: '/model' });
  });
  test('Tab completes and leaves room for an argument', () =>
    expect(press(typed('/mo'), '\t', { tab: true }).model.editor.text).toBe('/model '));
  test('Esc closes it, the next letter opens it again', () => {
    const closed = press(typed('/h'), '', { escape: true });
    expect(closed.effect).toBeUndefined();
    expect(openMenu(closed.model, context)).toEqual([]);
    expect(openMenu(press(closed.model, 'e').model, context)).toEqual([rowOf('/help', true)]);
  });
});

describe('recall', () => {
  test('Up on the first row shows the last prompt, Down the draft again', () => {
    const { model } = press(typed('draft'), '', { upArrow: true });
    expect(model.editor.text).toBe('earlier');
    expect(press(model, '', { downArrow: true }).model.editor.text).toBe('draft');
  });
  test('Up in an empty input asks for what waits to be sent', () =>
    expect(press(createPromptModel([]), '', { upArrow: true }).effect).toEqual({
      type: 'edit-queued',
      direction: 'up',
    }));
  test('Up and Down at the edges of one that waits ask for the others, in place of earlier prompts', () => {
    const editing = { ...context, editsQueued: true };
    for (const direction of ['up', 'down'] as const) {
      const key = keyPress(direction === 'up' ? { upArrow: true } : { downArrow: true });
      const { model, effect } = pressKey(typed('waiting'), '', key, editing);
      expect({ text: model.editor.text, effect }).toEqual({
        text: 'waiting',
        effect: { type: 'edit-queued', direction },
      });
    }
  });
  test('Up within several lines moves', () => {
    const { model } = press(typed('one\ntwo'), '', { upArrow: true });
    expect(model.editor).toMatchObject({ text: 'one\ntwo', cursor: 3 });
  });
});

test('text that comes back stands before what was typed meanwhile', () =>
  expect(restoreText(typed('typed'), 'back').editor.text).toBe('back\n\ntyped'));

test('Ctrl+D leaves an empty input and deletes in another', () => {
  expect(press(createPromptModel([]), 'd', { ctrl: true }).effect).toEqual({ type: 'leave' });
  expect(press(typed('ab'), 'd', { ctrl: true }).effect).toBeUndefined();
});

test('a key that is released does nothing', () => {
  const model = typed('a');
  expect(press(model, 'b', { eventType: 'release' }).model).toBe(model);
});

test.each([
  ['t', 'show-matched'],
  ['o', 'ask-fresh'],
  ['p', 'palette'],
] as const)('Ctrl+%s asks for %s and leaves what is typed as it is', (letter, type) => {
  const typed = press(createPromptModel([]), 'a draft').model;
  expect(press(typed, letter, { ctrl: true })).toEqual({ model: typed, effect: { type } });
});
