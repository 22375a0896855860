import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createHighlighter,
  noHighlight,
  renderMarkdown,
} from '../../../../packages/tui/src/markdown/index.ts';
import { fitColumns } from '../../../../packages/tui/src/markdown/render-table.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

const plain = createTheme(0, false);
const render = (text: string, width = 40) =>
  renderMarkdown(text, { width, theme: plain, highlight: noHighlight });

describe('blocks', () => {
  test('headings keep their marks, so that they show without bold', () =>
    expect(render('## Title\ntext')).toEqual(['## Title', '', 'text']));
  test('paragraphs wrap between words', () =>
    expect(render('one two three four', 9)).toEqual(['one two', 'three', 'four']));
  test('line breaks in a paragraph stay', () =>
    expect(render('roses\nviolets')).toEqual(['roses', 'violets']));
  test('nested lists', () =>
    expect(render('- a\n  - b\n    - c\n- d')).toEqual(['• a', '  • b', '    • c', '• d']));
  test('numbered lists count from their start and align', () =>
    expect(render('9. nine\n10. ten')).toEqual([' 9. nine', '10. ten']));
  test('a list item hangs under its text', () =>
    expect(render('- one two three', 10)).toEqual(['• one two', '  three']));
  test('task lists', () => expect(render('- [x] done\n- [ ] open')).toEqual(['[x] done', '[ ] open']));
  test('loose lists keep their air', () => expect(render('- a\n\n- b')).toEqual(['• a', '', '• b']));
  test('quotes', () => expect(render('> one\n> two')).toEqual(['│ one', '│ two']));
  test('quotes within quotes, with lists', () =>
    expect(render('> one\n>\n> > two\n> > - three').map((line) => line.trimEnd())).toEqual([
      '│ one',
      '│',
      '│ │ two',
      '│ │',
      '│ │ • three',
    ]));
  test('footnotes keep their signs, and are no links', () =>
    expect(render('Water is wet.[^1]\n\n[^1]: By some accounts,\n  that is.')).toEqual([
      'Water is wet.[^1]',
      '',
      '[^1]: By some accounts,',
      '      that is.',
    ]));
  test('the address of a link that comes later is shown', () =>
    expect(render('[1]: https://a.example/ "A"')).toEqual(['[1]: https://a.example/ “A”']));
  test('images are their words and their address', () =>
    expect(render('![a bird](https://a.example/b.png)')).toEqual([
      'image: a bird (https://a.example/b.png)',
    ]));
  test('hard breaks', () => expect(render('a  \nb\\\nc')).toEqual(['a', 'b', 'c']));
  test('rules', () => expect(render('---', 10)).toEqual(['─'.repeat(10)]));
  test('code keeps its spaces and its fences', () =>
    expect(render('```js\nif (x) {\n\treturn  1;\n}\n```')).toEqual([
      '```js',
      'if (x) {',
      '    return  1;',
      '}',
      '```',
    ]));
  test('long code lines are broken, nothing is lost', () =>
    expect(render('```\nabcdefghij\n```', 4)).toEqual(['```', 'abcd', 'efgh', 'ij', '```']));
  test('HTML shows as it was written', () =>
    expect(render('<b>x</b> <script>')).toEqual(['<b>x</b> <script>']));
});

describe('words', () => {
  test('an entity cannot bring an escape sequence back', () =>
    expect(render('a&#27;[31m &#x9b;2J `&#27;` [l&#7;](x&#27;y)').join('')).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f]/,
    ));
  test('links show their address where the terminal makes no links', () =>
    expect(render('[text](https://a.example/)')).toEqual(['text (https://a.example/)']));
  test('bare addresses show once', () =>
    expect(render('https://a.example/')).toEqual(['https://a.example/']));
  test('inline code keeps its marks', () => expect(render('run `ls`')).toEqual(['run `ls`']));
  test('entities', () => expect(render('a &lt; b &amp;&amp; c')).toEqual(['a < b && c']));
  test('links are OSC 8 where the terminal makes links, safe schemes alone', () => {
    const theme = createTheme(3, true);
    const [link] = renderMarkdown('[t](https://a.example/ä)', { width: 40, theme, highlight: noHighlight });
    expect(link).toContain('\u001b]8;;https://a.example/%C3%A4\u0007');
    const [script] = renderMarkdown('[t](javascript:x)', { width: 40, theme, highlight: noHighlight });
    expect(script).not.toContain('\u001b]8');
  });
});

describe('tables', () => {
  const table = '| name | size |\n|:--|--:|\n| a | 1 |\n| long name | 1000 |';
  test('align their columns', () =>
    expect(render(table)).toEqual([
      'name      │ size',
      '──────────┼─────',
      'a         │    1',
      'long name │ 1000',
    ]));
  test('wrap their cells to fit', () =>
    expect(render('| a | b |\n|--|--|\n| one two three | x |', 12)).toEqual([
      'a        │ b',
      '─────────┼──',
      'one two  │ x',
      'three    │',
    ]));
  test('become records where the screen is too narrow', () =>
    expect(render('| a | b | c |\n|--|--|--|\n| 1 | 2 | 3 |', 8)).toEqual(['a: 1', 'b: 2', 'c: 3']));
  test('take width from the widest, and none from words', () => {
    expect(fitColumns([2, 30, 10], [1, 1, 1], 20)).toEqual([2, 9, 9]);
    expect(fitColumns([2, 30, 10], [2, 5, 10], 18)).toEqual([2, 6, 10]);
  });
  test('become records where words would be cut in pieces', () =>
    expect(
      render('| fruit | colour |\n|--|--|\n| tangerine | a deep yellow orange |', 14).slice(0, 2),
    ).toEqual(['fruit:', 'tangerine']));
  test('lines within a cell', () =>
    expect(render('| a | b |\n|--|--|\n| x<br>y | z |').slice(2)).toEqual(['x │ z', 'y │']));
  test('count wide characters as two columns', () =>
    expect(render('| 漢字 | b |\n|--|--|\n| x | y |')).toEqual(['漢字 │ b', '─────┼──', 'x    │ y']));
});

test('code is coloured once the languages are there, and its text stays the same', async () => {
  const highlighter = createHighlighter();
  const theme = createTheme(3, false);
  const code = '```js\nconst x = "a < b"; // c\n```';
  const bare = renderMarkdown(code, { width: 60, theme, highlight: highlighter.highlight });
  await highlighter.load();
  const coloured = renderMarkdown(code, { width: 60, theme, highlight: highlighter.highlight });
  expect(coloured[1]).not.toBe(bare[1]);
  expect(coloured[1]?.replaceAll(/\u001b\[[\d;]*m/g, '')).toBe('const x = "a < b"; // c');
});

test('without colours no escape sequence is written, whatever the text', () => {
  const piece = fc.constantFrom(
    '# ',
    '- ',
    '1. ',
    '> ',
    '```',
    '\n',
    '\n\n',
    '|a|b|',
    '\n|--|--|\n',
    '*',
    '`',
    '[x](y)',
    'word ',
    '漢',
    '\u001b[31m',
    '\u009b',
    '\u001b]52;c;eA==\u0007',
    '&#27;',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), (pieces, width) => {
      const lines = render(pieces.join(''), width);
      expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      for (const line of lines) expect(line).not.toContain('\n');
    }),
  );
});
