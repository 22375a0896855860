import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { noHighlight, renderMarkdown } from '../../../../packages/tui/src/markdown/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

const theme = createTheme(0, false);
const render = (text: string, width: number) =>
  renderMarkdown(text, { width, theme, highlight: noHighlight });

describe('what is wide, joined or written from the right is broken by columns, never within a sign', () => {
  const family = '👨‍👩‍👧‍👦';
  const texts: readonly (readonly [string, string])[] = [
    ['Chinese', '漢字仮名交じり文は幅が二倍になる。'.repeat(3)],
    ['emoji', `${family}👍🏽🇩🇪 `.repeat(9)],
    ['combining marks', 'e\u0301o\u0308\u0323 '.repeat(30)],
    ['Hebrew', 'שלום עולם וברוכים הבאים '.repeat(4)],
    ['Arabic', 'مرحبا بالعالم العربي '.repeat(4)],
    ['Hindi', 'नमस्ते दुनिया क्षत्रिय '.repeat(4)],
  ];
  test.each(texts)('%s', (_name, text) => {
    for (const width of [9, 14, 40]) {
      for (const written of [text, `- ${text}`, `> ${text}`, `\`\`\`\n${text}\n\`\`\``]) {
        const lines = render(written, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        const bare = (words: string) => words.normalize().replaceAll(/[\s•│>`-]/g, '');
        expect(bare(lines.join(''))).toBe(bare(text));
        const graphemes = [...new Intl.Segmenter().segment(bare(text))].map(({ segment }) => segment);
        const whole = new Set([...graphemes, ' ', '•', '│', '`', '-', '>']);
        for (const { segment } of new Intl.Segmenter().segment(lines.join('\n').replaceAll('\n', ' '))) {
          expect(whole).toContain(segment);
        }
      }
    }
  });

  test('a table of them is straight', () => {
    const lines = render(`| 名 | b |\n|--|--|\n| ${family} | x |\n| e\u0301 | y |\n| שלום | z |`, 40);
    const bars = lines.map((line) => stringWidth(line.slice(0, line.search(/[│┼]/))));
    expect(new Set(bars).size).toBe(1);
  });
});
