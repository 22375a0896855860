import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Move } from '../../../../packages/tui/src/editor/editor-moves.ts';
import {
  editorValue,
  EMPTY_EDITOR,
  reduceEditor,
  type EditorAction,
  type EditorState,
} from '../../../../packages/tui/src/editor/editor-state.ts';
import { clampToBoundary } from '../../../../packages/tui/src/editor/graphemes.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('\n', ' ', '\u0301', '🇩', '👩', '\u200d', '漢', 'a b\nc', '\ud83d'),
);
const action: fc.Arbitrary<EditorAction> = fc.oneof(
  fc.record({ type: fc.constantFrom('insert', 'paste', 'set'), text }),
  fc.record({
    type: fc.constantFrom('move', 'select'),
    move: fc.constantFrom<Move[]>(
      ...(['left', 'right', 'up', 'down', 'word-left', 'word-right'] as const),
      ...(['line-start', 'line-end', 'text-start', 'text-end'] as const),
    ),
    width: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({
    type: fc.constantFrom(
      'select-all',
      'copy',
      'undo',
      'redo',
      'expand-paste',
      'yank-pop',
      'reset',
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
const actions = fc.array(action, { maxLength: 40 });
const long = 'pasted text\n'.repeat(20);

/** The states one after another, a long paste among them. */
function statesOf(done: readonly EditorAction[]): readonly EditorState[] {
  const states = [reduceEditor(EMPTY_EDITOR, { type: 'paste', text: long })];
  for (const next of done) states.push(reduceEditor(states.at(-1) ?? EMPTY_EDITOR, next));
  return states;
}

function repeat(state: EditorState, type: 'undo' | 'redo'): EditorState {
  let before = state;
  for (let step = 0; step < 60; step++) before = reduceEditor(before, { type });
  return before;
}

test('whatever is done, cursor and selection are in the text and between two characters', () => {
  fc.assert(
    fc.property(actions, (done) => {
      for (const { text: now, cursor, anchor } of statesOf(done)) {
        for (const offset of [cursor, anchor ?? 0]) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(now.length);
          expect(clampToBoundary(now, offset)).toBe(offset);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('undo leads back through states that there were, to the first one, and redo to where it began', () => {
  fc.assert(
    fc.property(actions, (all) => {
      const done = all.filter(({ type }) => type !== 'reset');
      const states = statesOf(done);
      const last = states.at(-1) ?? EMPTY_EDITOR;
      const values = new Set(['', ...states.map(editorValue)]);
      for (let now = last; now.history.past.length > 0;) {
        const before = reduceEditor(now, { type: 'undo' });
        expect(values).toContain(editorValue(before));
        expect(reduceEditor(before, { type: 'redo' }).text).toBe(now.text);
        now = before;
      }
      expect(repeat(last, 'undo').text).toBe('');
      const newest = repeat(last, 'redo');
      expect(repeat(repeat(last, 'undo'), 'redo')).toMatchObject({
        text: newest.text,
        cursor: newest.cursor,
      });
    }),
    { numRuns: 200 },
  );
});

test('what is cut and put back at once leaves the text as it was', () => {
  const kill = fc.constantFrom('kill-word', 'kill-to-start', 'kill-to-end', 'delete-word-back' as const);
  fc.assert(
    fc.property(actions, kill, (done, type) => {
      const state = { ...(statesOf(done).at(-1) ?? EMPTY_EDITOR), run: null };
      const cut = reduceEditor(state, { type });
      if (cut.text === state.text) return;
      expect(reduceEditor(cut, { type: 'yank' }).text).toBe(state.text);
    }),
    { numRuns: 200 },
  );
});
