import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutEditor } from '../../../../packages/tui/src/editor/editor-layout.ts';

const rowsOf = (text: string, width: number) => layOutEditor(text, 0, [], width).rows.map((row) => row.text);

test('breaks between words', () => expect(rowsOf('one two three', 8)).toEqual(['one two ', 'three']));
test('breaks a long word where it must', () => expect(rowsOf('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']));
test('keeps empty lines', () => expect(rowsOf('a\n\nb', 10)).toEqual(['a', '', 'b']));
test('counts wide characters as two columns', () => expect(rowsOf('漢字漢', 4)).toEqual(['漢字', '漢']));
test('shows tabs as spaces and control characters as a dot', () =>
  expect(rowsOf('\ta\u001bb', 20)).toEqual(['    a·b']));

test('a long paste shows as its label', () => {
  const mark = String.fromCodePoint(0x10_0000);
  const layout = layOutEditor(`a${mark}b`, 3, [{ mark, text: 'x\ny\nz', number: 1 }], 40);
  expect(layout.rows.map((row) => row.text)).toEqual(['a[Pasted 3 lines #1]b']);
  expect(layout.cursorColumn).toBe('a[Pasted 3 lines #1]'.length);
});

test('the cursor at the end of a wrapped row is on the next one', () => {
  const { cursorRow, cursorColumn } = layOutEditor('abcdef', 3, [], 3);
  expect({ cursorRow, cursorColumn }).toEqual({ cursorRow: 1, cursorColumn: 0 });
});

test('rows hold the whole text, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, width) => {
      const { rows } = layOutEditor(text, 0, [], width);
      const whole = rows.map((row) => text.slice(row.start, row.end) + (row.wrapped ? '' : '\n')).join('');
      expect(whole).toBe(`${text}\n`);
    }),
  );
});
