import { expect, test } from 'vitest';
import { findCycles } from './import-cycles.ts';

test('a cycle is found and told as the path that closes it', () => {
  const graph = new Map([
    ['entry', ['a']],
    ['a', ['b', 'leaf']],
    ['b', ['c']],
    ['c', ['a']],
    ['leaf', []],
  ]);
  expect(findCycles(graph)).toEqual([['a', 'b', 'c', 'a']]);
});

test('a file that imports itself is a cycle', () => {
  expect(findCycles(new Map([['a', ['a']]]))).toEqual([['a', 'a']]);
});

test('two ways to one file are no cycle', () => {
  const graph = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d', 'outside']],
    ['d', []],
  ]);
  expect(findCycles(graph)).toEqual([]);
});
