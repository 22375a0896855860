import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../../../packages/tui/src/markdown/index.ts';

describe('a block is finished when nothing can change it any more', () => {
  test.each([
    ['a paragraph that may go on', 'one', '', 'one'],
    ['a paragraph with a blank line', 'one\n\n', 'one\n\n', ''],
    ['a paragraph before another', 'one\n\ntwo', 'one\n\n', 'two'],
    ['a heading may become a longer one', '# one', '', '# one'],
    ['an open fence', 'a\n\n```js\nlet x', 'a\n\n', '```js\nlet x'],
    ['a fence that may get more backticks', '```js\nx\n```', '', '```js\nx\n```'],
    ['a closed fence', '```js\nx\n```\n', '```js\nx\n```\n', ''],
    ['an empty fence line is not its own end', '```\n', '', '```\n'],
    ['a blank line in an open fence', '```\na\n\n', '', '```\na\n\n'],
    ['a list goes on after a blank line', '- a\n\n', '', '- a\n\n'],
    ['a list before something else', '- a\n\ntext', '- a\n\n', 'text'],
    ['nothing', '', '', ''],
  ])('%s', (_name, text, finished, tail) => expect(splitBlocks(text)).toEqual({ finished, tail }));
});

test('however an answer is cut into pieces, nothing of it is lost, doubled or taken back', () => {
  const piece = fc.constantFrom(
    '# h',
    'text ',
    '\n',
    '\n\n',
    '- item',
    '  - sub',
    '```\n',
    '| a | b |\n',
    '|--|--|\n',
    '> q',
    '---\n',
    '    code',
    '\t',
    '===\n',
    '[a]: b\n',
    '<div>\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      let committed = '';
      let tail = '';
      for (const added of pieces) {
        const split = splitBlocks(tail + added);
        expect(split.finished + split.tail).toBe(tail + added);
        committed += split.finished;
        tail = split.tail;
      }
      expect(committed + tail).toBe(pieces.join(''));
    }),
    { numRuns: 500 },
  );
});
