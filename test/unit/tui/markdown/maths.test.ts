import { beforeAll, describe, expect, test } from 'vitest';
import { noHighlight, renderMarkdown, splitBlocks } from '../../../../packages/tui/src/markdown/index.ts';
import { loadMaths, mathsText } from '../../../../packages/tui/src/markdown/maths/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

beforeAll(loadMaths);
const theme = createTheme(0, false);
const render = (text: string, width = 60) => renderMarkdown(text, { width, theme, highlight: noHighlight });

test.each([
  ['\\frac{a+b}{c}', '(a + b)/c'],
  ['x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}', 'x = (−b ± √(b² − 4ac))/(2a)'],
  ['\\sum_{i=1}^{n} i^2', '∑ᵢ₌₁ⁿ i²'],
  ['\\int_0^\\infty e^{-x^2}\\,dx', '∫₀^∞ e^(−x²) dx'],
  ['\\sqrt[3]{x}', '∛x'],
  ['O(n \\log n)', 'O(n log n)'],
  ['f: \\mathbb{R} \\to \\mathbb{C}', 'f : ℝ → ℂ'],
  ['\\hat{x} \\le \\vec{v}', 'x̂ ≤ v⃗'],
  ['A = \\begin{pmatrix} a & b \\\\ c & d\\end{pmatrix}', 'A = (a  b; c  d)'],
  ['\\begin{aligned} a &= b \\\\ c &= d\\end{aligned}', 'a = b\nc = d'],
  ['\\text{speed} = \\frac{\\text{distance}}{\\text{time}}', 'speed = distance/time'],
])('%s reads %s', (tex, text) => expect(mathsText(tex, true)).toBe(text));

describe('in an answer', () => {
  test('formulas stand in lines and by themselves', () =>
    expect(render('Then $x^2$ and \\(y_1\\), so\n\n$$\n\\frac{1}{2}\n$$\n\nand \\[ e^x \\]')).toEqual([
      'Then x² and y₁, so',
      '',
      '  1/2',
      '',
      'and eˣ',
    ]));
  test.each([
    'It costs $5 and $10.',
    'From $5-$10, or 5$ to 10$.',
    'Set $HOME and $PATH, or $HOME/$USER.',
    'A dollar is $ and a dollar is $ too.',
  ])('money and names are no formulas: %s', (text) => expect(render(text)).toEqual([text]));
  test('what cannot be read is shown as it was written', () =>
    expect(render('So $\\frac{1}{$ and \\(\\nonsense{x}\\).')).toEqual([
      'So $\\frac{1}{$ and \\(\\nonsense{x}\\).',
    ]));
  test('stars within a formula are not emphasis', () => expect(render('$a * b * c$')).toEqual(['a ∗ b ∗ c']));
  test('code stays code', () => expect(render('`$x^2$`')).toEqual(['`$x^2$`']));
  test('nothing of a formula reaches the terminal as a command', () =>
    expect(render('$\\text{\u001b[31m&#27;[2J}$ \\(\u009b\\)').join('')).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f]/,
    ));
  test('an open formula is not taken for finished', () =>
    expect(splitBlocks('a\n\n$$\nx')).toEqual({ finished: 'a\n\n', tail: '$$\nx' }));
});
