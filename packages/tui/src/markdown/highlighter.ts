import type { HLJSApi, LanguageFn } from 'highlight.js';
import type { Theme } from '../theme/index.ts';
import { styleHighlighted } from './style-highlighted.ts';

/** Colours code. Each line of the result stands for itself: no style reaches over a line end. */
export type Highlight = (code: string, language: string, theme: Theme) => string;

export interface Highlighter {
  readonly highlight: Highlight;
  /** Loads the languages, once; until it is done code is shown without colours. */
  load(): Promise<void>;
}

export const noHighlight: Highlight = (code) => code;

const LOADERS: Readonly<Record<string, () => Promise<{ default: LanguageFn }>>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  php: () => import('highlight.js/lib/languages/php'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

/** Longer code is shown plain: colouring it would hold up the screen. Characters. */
const LONGEST = 60_000;

export function createHighlighter(): Highlighter {
  let library: HLJSApi | null = null;
  let loading: Promise<void> | null = null;

  async function loadLanguages(): Promise<void> {
    const { default: core } = await import('highlight.js/lib/core');
    await Promise.all(
      Object.entries(LOADERS).map(async ([name, load]) =>
        core.registerLanguage(name, (await load()).default),
      ),
    );
    library = core;
  }

  return {
    load: () => (loading ??= loadLanguages()),
    highlight(code, language, theme) {
      if (library === null || theme.level === 0 || code.length > LONGEST) return code;
      if (library.getLanguage(language) === undefined) return code;
      return styleHighlighted(library.highlight(code, { language, ignoreIllegals: true }).value, theme);
    },
  };
}
