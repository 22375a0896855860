import { describe, expect, test } from 'vitest';
import { editorCommands } from '../../../../packages/tui/src/external-editor/choose-editor.ts';
import { splitCommand } from '../../../../packages/tui/src/external-editor/split-command.ts';

describe('a command line in words', () => {
  test.each([
    ['vim', ['vim']],
    ['  emacs  -nw ', ['emacs', '-nw']],
    ['"/opt/my editor/ed" --flag', ['/opt/my editor/ed', '--flag']],
    ["'it''s' ''", ['its', '']],
    ['a\\ b "say \\"hi\\" \\n"', ['a b', 'say "hi" \\n']],
    ['x "not closed', ['x', 'not closed']],
    ['', []],
  ])('%s', (command, words) => expect(splitCommand(command)).toEqual(words));
});

describe('the editor', () => {
  test('is VISUAL before EDITOR, and what is blank does not count', () => {
    expect(editorCommands({ VISUAL: 'vim -n', EDITOR: 'ed' })).toEqual([['vim', '-n']]);
    expect(editorCommands({ VISUAL: ' ', EDITOR: 'ed' })).toEqual([['ed']]);
  });
  test('with windows of its own is told to wait', () => {
    expect(editorCommands({ EDITOR: '/usr/bin/code' })).toEqual([['/usr/bin/code', '--wait']]);
    expect(editorCommands({ EDITOR: 'code -w -n' })).toEqual([['code', '-w', '-n']]);
  });
  test('is looked for where nobody named one', () =>
    expect(editorCommands({}).map(([program]) => program)).toEqual(['nano', 'vi']));
});
