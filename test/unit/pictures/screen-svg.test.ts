import { expect, test } from 'vitest';
import { screenSvg } from '../../pictures/screen-svg.ts';
import type { StyledCell } from '../../support/styled-cells.ts';

const PLAIN: StyledCell = {
  text: ' ',
  columns: 1,
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
};
const row = (text: string, style: Partial<StyledCell> = {}) =>
  text.split('').map((character) => ({ ...PLAIN, ...style, text: character }));
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);

test('what looks alike is one text at its column', () => {
  const svg = screenSvg([[...row('  a <b>'), ...row('& c', { bold: true })]], 20, 'A "screen"');
  expect(texts(svg)).toEqual(['a &lt;b&gt;', '&amp; c']);
  expect(svg).toContain('<title>A &quot;screen&quot;</title>');
  expect(svg).toContain(`<text x="${(14 + 2 * 8.4).toFixed(1)}" y="27"`);
  expect(svg).toMatch(/font-weight="bold">&amp; c</);
});

test('a wide character takes its two columns', () => {
  const svg = screenSvg([[{ ...PLAIN, text: '鳥', columns: 2 }, ...row('x')]], 10, 'wide');
  expect(texts(svg)).toEqual(['鳥', 'x']);
  expect(svg).toContain('textLength="16.8"');
});

test.each([
  [{ palette: 1 }, '#e06c75'],
  [{ palette: 16 }, '#000000'],
  [{ palette: 208 }, '#ff8700'],
  [{ palette: 255 }, '#eeeeee'],
  [{ rgb: 0x0102ff }, '#0102ff'],
])('the colour %j is %s', (foreground, expected) => {
  expect(screenSvg([row('x', { foreground })], 10, 'colour')).toContain(`fill="${expected}"`);
});
