import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../packages/tui/src/cli/insight/csv.ts';

/** Reads one record of RFC 4180. */
function read(line: string): string[] {
  const cells: string[] = [];
  let rest = line;
  while (true) {
    const [whole, quoted, bare] = /^(?:"((?:[^"]|"")*)"|([^",]*))/.exec(rest) ?? [''];
    cells.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (!rest.startsWith(',')) return cells;
    rest = rest.slice(1);
  }
}

describe('a line of CSV', () => {
  it('holds numbers as they are, nothing for null, and quotes what needs it', () => {
    expect(csvLine(['a', -1.5, null, true, 'b, c', 'say "hi"', 'two\nlines'])).toBe(
      'a,-1.5,,true,"b, c","say ""hi""","two\nlines"',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('makes no formula of %j', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"`);
  });

  it('loses no text, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const cells = read(csvLine(texts));
        expect(
          cells.map((cell, place) => (cell === `'${texts[place] ?? ''}` ? cell.slice(1) : cell)),
        ).toEqual(texts);
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});
