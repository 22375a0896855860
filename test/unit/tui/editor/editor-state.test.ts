import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  editorValue,
  EMPTY_EDITOR,
  reduceEditor,
  type EditorAction,
  type EditorState,
} from '../../../../packages/tui/src/editor/editor-state.ts';
import { clampToBoundary } from '../../../../packages/tui/src/editor/graphemes.ts';

/** A state from a text with `|` for the cursor. */
function at(marked: string): EditorState {
  return { ...EMPTY_EDITOR, text: marked.replace('|', ''), cursor: marked.indexOf('|') };
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
    expect(after('a🇩🇪|b', { type: 'left' })).toBe('a|🇩🇪b');
    expect(after('a|🇩🇪b', { type: 'right' })).toBe('a🇩🇪|b');
  });
  test('right passes a line end', () => expect(after('a|\nb', { type: 'right' })).toBe('a\n|b'));
  test('left passes a line end', () => expect(after('a\n|b', { type: 'left' })).toBe('a|\nb'));
  test('words', () => {
    expect(after('one two.three|', { type: 'word-left' })).toBe('one two.|three');
    expect(after('one |two.three', { type: 'word-left' })).toBe('|one two.three');
    expect(after('|one two', { type: 'word-right' })).toBe('one| two');
    expect(after('naïve| übung', { type: 'word-right' })).toBe('naïve übung|');
  });
  test('line start and end stay in the line', () => {
    expect(after('ab\ncd|ef\ngh', { type: 'line-start' })).toBe('ab\n|cdef\ngh');
    expect(after('ab\ncd|ef\ngh', { type: 'line-end' })).toBe('ab\ncdef|\ngh');
  });
  test('up and down keep the column over short lines', () => {
    const down = { type: 'down', width: 40 } as const;
    expect(after('abcd|e\nx\nabcde', down)).toBe('abcde\nx|\nabcde');
    expect(after('abcd|e\nx\nabcde', down, down)).toBe('abcde\nx\nabcd|e');
  });
  test('up moves within a wrapped line', () =>
    expect(after('aaaa bbbb cc|', { type: 'up', width: 5 })).toBe('aaaa bb|bb cc'));
  test('up on the first row stays', () => expect(after('a|b', { type: 'up', width: 40 })).toBe('a|b'));
});

describe('killing and yanking', () => {
  test('Ctrl+W takes a word with its punctuation', () =>
    expect(after('git --force|', { type: 'kill-word' })).toBe('git |'));
  test('what was killed comes back', () =>
    expect(after('one two|', { type: 'kill-word' }, { type: 'line-start' }, { type: 'yank' })).toBe(
      'two|one ',
    ));
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

test('whatever is done, the cursor is in the text and between two characters', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('\n', ' ', '\u0301', '🇩', '👩', '\u200d', '漢', 'a b\nc', '\ud83d'),
  );
  const action: fc.Arbitrary<EditorAction> = fc.oneof(
    fc.record({ type: fc.constantFrom('insert', 'paste', 'set'), text }),
    fc.record({ type: fc.constantFrom('up', 'down'), width: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      type: fc.constantFrom(
        'left',
        'right',
        'word-left',
        'word-right',
        'line-start',
        'line-end',
        'text-start',
        'text-end',
        'delete-back',
        'delete-forward',
        'delete-word-back',
        'delete-word-forward',
        'kill-word',
        'kill-to-start',
        'kill-to-end',
        'yank',
        'clear',
      ),
    }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      let state = EMPTY_EDITOR;
      for (const next of actions) {
        state = reduceEditor(state, next);
        expect(state.cursor).toBeGreaterThanOrEqual(0);
        expect(state.cursor).toBeLessThanOrEqual(state.text.length);
        expect(clampToBoundary(state.text, state.cursor)).toBe(state.cursor);
      }
    }),
    { numRuns: 300 },
  );
});
