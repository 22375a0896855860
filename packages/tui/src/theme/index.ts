export { supportsHyperlinks } from './supports-hyperlinks.ts';
export { createTheme, type CodePart, type Theme } from './theme.ts';
