export { askBackground, type AskedBackground } from './ask-background.ts';
export type { Background } from './palettes.ts';
export { backgroundInEnvironment } from './read-background.ts';
export { supportsHyperlinks } from './supports-hyperlinks.ts';
export { createTheme, type CodePart, type Theme } from './theme.ts';
export { createThemeSwitch, type ThemeSwitch } from './theme-switch.ts';
