import { describe, expect, test } from 'vitest';
import { PALETTES } from '../../../../packages/tui/src/theme/palettes.ts';
import { createTheme } from '../../../../packages/tui/src/theme/theme.ts';
import { createThemeSwitch } from '../../../../packages/tui/src/theme/theme-switch.ts';

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (one: string, other: string) => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

describe('every colour reads on its background', () => {
  const grounds = { dark: ['#000000', '#1e1e2e', '#282c34'], light: ['#ffffff', '#fdf6e3'] } as const;
  test.each(Object.entries(PALETTES))('%s', (name, palettes) => {
    for (const ground of ['dark', 'light'] as const) {
      for (const { hex } of [palettes[ground].accent, palettes[ground].shine]) {
        for (const behind of grounds[ground]) {
          expect(contrast(hex, behind)).toBeGreaterThanOrEqual(name === 'contrast' ? 7 : 4.5);
        }
      }
    }
  });
});

test('a terminal gets no more colours than it can show', () => {
  expect(createTheme(3, false).accent('x')).toContain('\u001b[38;2;');
  expect(createTheme(2, false).accent('x')).toContain('\u001b[38;5;');
  expect(createTheme(1, false).accent('x')).toMatch(/^\u001b\[3\dm/);
  expect(createTheme(0, false).accent('x')).toBe('x');
  expect(createTheme(0, false).dim('x')).toBe('x');
});

test('a theme can be changed while others hold its styles', () => {
  const themes = createThemeSwitch({ level: 3, hyperlinks: false, name: 'dusk', background: 'dark' });
  const { following } = themes;
  const before = themes.get();
  let told = 0;
  themes.subscribe(() => (told += 1));
  themes.choose('contrast');
  themes.setBackground('light');
  expect(told).toBe(2);
  expect(themes.get()).not.toBe(before);
  expect(following.accent('x')).toBe(themes.get().accent('x'));
  expect(following.code.keyword('x')).toBe(themes.get().accent('x'));
  expect(following.dim('x')).toBe('x');
});
