import { describe, expect, test } from 'vitest';
import { noHighlight, renderMarkdown, splitBlocks } from '../../../../packages/tui/src/markdown/index.ts';
import { codeBlocksOf } from '../../../../packages/tui/src/output/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

const linking = createTheme(3, true);
const render = (text: string, width = 80) =>
  renderMarkdown(text, { width, theme: linking, highlight: noHighlight }).join('\n');

describe('an answer that is nested without end is shown, not thrown over', () => {
  test.each(['>', '> - ', '- ', '* > ', '1. '].flatMap((mark) => [40, 1500].map((times) => [mark, times])))(
    '%j, %i times',
    (mark, times) => {
      const text = `${String(mark).repeat(Number(times))}the end`;
      const words = render(text).replaceAll(/\u001b\[[\d;]*m|[^a-z]/g, '');
      expect(words).toContain('theend');
      expect(splitBlocks(text).finished + splitBlocks(text).tail).toBe(text);
    },
  );
});

test('an answer that the lexer fails on is shown as it was written', () => {
  const text = '- [x](y)\n|--|--|\n\t> 1. \n|--|--|\n\nthe end';
  expect(render(text)).toContain('the end');
  expect(render(text)).toContain('> 1.');
  expect(splitBlocks(text).finished + splitBlocks(text).tail).toBe(text);
  expect(codeBlocksOf(text)).toEqual([]);
});

describe('a link leads where it says', () => {
  test.each([
    '[https://bank.example](https://evil.example/login)',
    '[bank.example](https://evil.example/login)',
    '[www.bank.example/login](https://evil.example/login)',
    '[ **bank.example**](https://evil.example/login)',
  ])('%s shows its address, and the terminal makes no link of it', (text) => {
    expect(render(text)).toContain('https://evil.example/login');
    expect(render(text)).not.toContain('\u001b]8;');
  });

  test('words are a link', () => {
    expect(render('[see here](https://good.example/)')).toContain('\u001b]8;;https://good.example/\u0007');
  });

  test('an address cannot end its sequence, nor begin another', () => {
    const hostile = ['\u0007', '\u001b\\', '\u009c', '&#7;', '&#27;\\', '&#x9c;', '%07', '\u202e'];
    for (const end of hostile) {
      const shown = render(`[x](https://e.example/${end}]0;owned${end})`);
      const links = shown.match(/\u001b\]8;;[^\u0007]*\u0007/g) ?? [];
      const rest = links.reduce((text, link) => text.replace(link, ''), shown);
      expect(rest.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
      );
      for (const link of links) expect(link.slice(5, -1)).toMatch(/^[\u0021-\u007e]*$/);
    }
  });
});

test('what is shown as it was written holds nothing that a terminal acts on', () => {
  const shown = render('<div>\u001b]0;owned\u0007\u009b2J\u202e\n</div>\n\n<!-- \u001b[66;66H -->');
  expect(shown.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
  );
});
