import { describe, expect, test } from 'vitest';
import {
  editorValue,
  EMPTY_EDITOR,
  reduceEditor,
  selectionOf,
  type EditorAction,
  type EditorState,
} from '../../../../packages/tui/src/editor/editor-state.ts';
import { layOutEditor } from '../../../../packages/tui/src/editor/editor-layout.ts';
import type { Move } from '../../../../packages/tui/src/editor/editor-moves.ts';

/** A state from a text with `|` for the cursor. */
function at(marked: string): EditorState {
  return { ...EMPTY_EDITOR, text: marked.replace('|', ''), cursor: marked.indexOf('|') };
}

function go(move: Move, width = 40): EditorAction {
  return { type: 'move', move, width };
}
function select(move: Move): EditorAction {
  return { type: 'select', move, width: 40 };
}

function show({ text, cursor }: EditorState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function after(marked: string, ...actions: readonly EditorAction[]): string {
  return show(actions.reduce(reduceEditor, at(marked)));
}

describe('typing and deleting', () => {
  test('text goes in at the cursor', () =>
    expect(after('ab|c', { type: 'insert', text: 'XY' })).toBe('abXY|c'));
  test('backspace takes a whole family', () => expect(after('a👩‍👩‍👧‍👦|b', { type: 'delete-back' })).toBe('a|b'));
  test('backspace takes a letter with its accent', () =>
    expect(after('e\u0301|', { type: 'delete-back' })).toBe('|'));
  test('backspace at the start does nothing', () =>
    expect(after('|ab', { type: 'delete-back' })).toBe('|ab'));
  test('backspace joins lines', () => expect(after('a\n|b', { type: 'delete-back' })).toBe('a|b'));
  test('delete takes the next character', () =>
    expect(after('a|漢b', { type: 'delete-forward' })).toBe('a|b'));
  test('an accent typed after its letter joins it', () =>
    expect(after('e|x', { type: 'insert', text: '\u0301' })).toBe('e\u0301|x'));
  test('clear empties', () => expect(after('a\nb|', { type: 'clear' })).toBe('|'));
});

describe('moving', () => {
  test('left and right pass whole characters', () => {
    expect(after('a🇩🇪|b', go('left'))).toBe('a|🇩🇪b');
    expect(after('a|🇩🇪b', go('right'))).toBe('a🇩🇪|b');
  });
  test('right passes a line end', () => expect(after('a|\nb', go('right'))).toBe('a\n|b'));
  test('left passes a line end', () => expect(after('a\n|b', go('left'))).toBe('a|\nb'));
  test('words', () => {
    expect(after('one two.three|', go('word-left'))).toBe('one two.|three');
    expect(after('one |two.three', go('word-left'))).toBe('|one two.three');
    expect(after('|one two', go('word-right'))).toBe('one| two');
    expect(after('naïve| übung', go('word-right'))).toBe('naïve übung|');
  });
  test('line start and end stay in the line', () => {
    expect(after('ab\ncd|ef\ngh', go('line-start'))).toBe('ab\n|cdef\ngh');
    expect(after('ab\ncd|ef\ngh', go('line-end'))).toBe('ab\ncdef|\ngh');
  });
  test('up and down keep the column over short lines', () => {
    const down = go('down', 40);
    expect(after('abcd|e\nx\nabcde', down)).toBe('abcde\nx|\nabcde');
    expect(after('abcd|e\nx\nabcde', down, down)).toBe('abcde\nx\nabcd|e');
  });
  test('up moves within a wrapped line', () =>
    expect(after('aaaa bbbb cc|', go('up', 5))).toBe('aaaa bb|bb cc'));
  test('up on the first row stays', () => expect(after('a|b', go('up', 40))).toBe('a|b'));
});

describe('killing and yanking', () => {
  test('Ctrl+W takes a word with its punctuation', () =>
    expect(after('git --force|', { type: 'kill-word' })).toBe('git |'));
  test('what was killed comes back', () =>
    expect(after('one two|', { type: 'kill-word' }, go('line-start'), { type: 'yank' })).toBe('two|one '));
  test('Ctrl+U takes the line before the cursor', () =>
    expect(after('a\nbc|d', { type: 'kill-to-start' })).toBe('a\n|d'));
  test('Ctrl+U at a line start joins', () => expect(after('a\n|d', { type: 'kill-to-start' })).toBe('a|d'));
  test('Ctrl+K takes the rest, then the line end', () => {
    expect(after('a|b\nc', { type: 'kill-to-end' })).toBe('a|\nc');
    expect(after('a|\nc', { type: 'kill-to-end' })).toBe('a|c');
  });
  test('clearing keeps what was killed', () =>
    expect(after('one|', { type: 'kill-word' }, { type: 'clear' }, { type: 'yank' })).toBe('one|'));
});

describe('pasting', () => {
  const long = Array.from({ length: 312 }, (_, index) => `line ${index}`).join('\n');

  test('a short paste is text', () =>
    expect(after('a|b', { type: 'paste', text: 'x\r\ny\rz' })).toBe('ax\ny\nz|b'));

  test('a long paste is one character in the editor and whole when sent', () => {
    const state = reduceEditor(at('see |!'), { type: 'paste', text: long });
    expect(state.cursor).toBe('see '.length + 2);
    expect(editorValue(state)).toBe(`see ${long}!`);
    expect(editorValue(reduceEditor(state, { type: 'delete-back' }))).toBe('see !');
  });

  test('two long pastes keep their own text', () => {
    const state = [long, `other ${long}`]
      .map((text) => ({ type: 'paste', text }) as const)
      .reduce(reduceEditor, EMPTY_EDITOR);
    expect(editorValue(state)).toBe(`${long}other ${long}`);
  });

  test('a killed paste can be yanked back', () => {
    const state = reduceEditor(at('|'), { type: 'paste', text: long });
    const back = [{ type: 'kill-word' } as const, { type: 'yank' } as const].reduce(reduceEditor, state);
    expect(editorValue(back)).toBe(long);
  });
});

test('a paste can be shown in full, in its place, and be put back under its stand-in', () => {
  const text = Array.from({ length: 142 }, (_, index) => `line ${index}`).join('\n');
  const pasted = reduceEditor(at('see |!'), { type: 'paste', text });
  expect(layOutEditor(pasted.text, pasted.cursor, pasted.pasted, 40).rows[0]?.text).toBe(
    'see [Pasted 142 lines #1]!',
  );
  const shown = reduceEditor(pasted, { type: 'expand-paste' });
  expect(shown.text).toBe(`see ${text}!`);
  expect(shown.cursor).toBe(shown.text.length - 1);
  expect(reduceEditor(shown, { type: 'undo' }).text).toBe(pasted.text);
});

describe('undo and redo', () => {
  const type = (state: EditorState, text: string) =>
    text.split('').reduce((before, letter) => reduceEditor(before, { type: 'insert', text: letter }), state);
  const undo = (state: EditorState) => reduceEditor(state, { type: 'undo' });
  const redo = (state: EditorState) => reduceEditor(state, { type: 'redo' });

  test('go by words of what was typed', () => {
    const state = type(EMPTY_EDITOR, 'one two three');
    expect(show(undo(state))).toBe('one two |');
    expect(show(undo(undo(state)))).toBe('one |');
    expect(show(undo(undo(undo(state))))).toBe('|');
    expect(show(redo(redo(undo(undo(state)))))).toBe('one two three|');
  });
  test('what was typed elsewhere is a step of its own', () => {
    const state = type(reduceEditor(type(EMPTY_EDITOR, 'ab'), go('left')), 'X');
    expect(show(undo(state))).toBe('a|b');
  });
  test('a paste, a cut and a clearing are one step each', () => {
    const pasted = reduceEditor(type(EMPTY_EDITOR, 'a '), { type: 'paste', text: 'b c d' });
    expect(show(undo(pasted))).toBe('a |');
    expect(show(undo(reduceEditor(pasted, { type: 'kill-to-start' })))).toBe('a b c d|');
    expect(show(undo(reduceEditor(pasted, { type: 'clear' })))).toBe('a b c d|');
  });
  test('what was sent does not come back', () =>
    expect(show(undo(reduceEditor(type(EMPTY_EDITOR, 'sent'), { type: 'reset' })))).toBe('|'));
  test('typing after an undo forgets what was undone', () =>
    expect(show(redo(type(undo(type(EMPTY_EDITOR, 'one two')), 'x')))).toBe('one x|'));
});

describe('the ring of cut texts', () => {
  test('cuts in a row are one text, in the order that they stood in', () => {
    expect(after('one two three|', { type: 'kill-word' }, { type: 'kill-word' }, { type: 'yank' })).toBe(
      'one two three|',
    );
    expect(after('|one\ntwo', { type: 'kill-to-end' }, { type: 'kill-to-end' }, { type: 'yank' })).toBe(
      'one\n|two',
    );
  });
  test('Alt+Y after Ctrl+Y goes through the earlier ones', () => {
    const cut = [
      { type: 'kill-word' },
      go('left'),
      { type: 'kill-word' },
      { type: 'yank' },
      { type: 'yank-pop' },
    ] as const;
    expect(after('one two|', ...cut)).toBe('two| ');
    expect(after('one two|', ...cut, { type: 'yank-pop' })).toBe('one| ');
  });
  test('Alt+Y alone does nothing', () => expect(after('a|', { type: 'yank-pop' })).toBe('a|'));
  test('a cut paste that was sent meanwhile comes back in full', () => {
    const text = 'x'.repeat(2_000);
    const state = reduceEditor(at('|'), { type: 'paste', text });
    const back = (['kill-word', 'reset', 'yank'] as const)
      .map((type) => ({ type }))
      .reduce(reduceEditor, state);
    expect(editorValue(back)).toBe(text);
  });
});

describe('a selection', () => {
  test('is what typing replaces, and undo brings back', () => {
    const selected = ['one |two', select('line-end'), { type: 'insert', text: 'X' }] as const;
    expect(after(...selected)).toBe('one X|');
    expect(after(...selected, { type: 'undo' })).toBe('one two|');
  });
  test('grows and shrinks with its moving end', () => {
    const state = [select('left'), select('left'), select('right')].reduce(reduceEditor, at('abc|'));
    expect(selectionOf(state)).toEqual({ start: 2, end: 3 });
  });
  test('goes from word to word, over line ends, and to everything', () => {
    expect(after('|one two', select('word-right'), { type: 'delete-back' })).toBe('| two');
    expect(after('one\nt|wo', select('up'), { type: 'delete-forward' })).toBe('o|wo');
    expect(after('one|\ntwo', { type: 'select-all' }, { type: 'delete-back' })).toBe('|');
  });
  test('ends at the side that a plain move goes to', () => {
    expect(after('a|bc', select('right'), select('right'), go('left'))).toBe('a|bc');
    expect(after('abc|', select('left'), select('left'), go('right'))).toBe('abc|');
  });
  test('can be cut, copied and put back', () => {
    expect(
      after('|one two', select('word-right'), { type: 'kill-word' }, go('line-end'), { type: 'yank' }),
    ).toBe(' twoone|');
    expect(after('|one two', select('word-right'), { type: 'copy' }, go('line-end'), { type: 'yank' })).toBe(
      'one twoone|',
    );
  });
});
