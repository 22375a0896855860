import { expect, test } from 'vitest';
import { countLines, distributionOf } from './file-sizes.ts';

test('the distribution names median, ninetieth percentile and largest', () => {
  const sizes = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10, 500];
  expect(distributionOf(sizes)).toEqual({ files: 11, median: 6, ninetieth: 10, largest: 500 });
});

test('no files have a distribution too', () => {
  expect(distributionOf([])).toEqual({ files: 0, median: 0, ninetieth: 0, largest: 0 });
});

test.each([
  ['', 0],
  ['one', 1],
  ['one\n', 1],
  ['one\ntwo\n', 2],
  ['one\n\n', 2],
])('%j has %i lines', (text, lines) => {
  expect(countLines(text)).toBe(lines);
});
