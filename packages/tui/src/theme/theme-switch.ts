import type { ThemeName } from '@jackdaw/core/home';
import type { ColourLevel } from '../render-chat-options.ts';
import type { Background } from './palettes.ts';
import { createTheme, type Theme } from './theme.ts';

/** The chat's theme, which can be changed while it is open; what is in the transcript keeps its colours. */
export interface ThemeSwitch {
  /** The theme of the moment; another object after each change. */
  get(): Theme;
  subscribe(listener: () => void): () => void;
  choose(name: ThemeName): void;
  setBackground(background: Background): void;
  /** Styles that follow each change, for those who keep one object. */
  readonly following: Theme;
}

export interface ThemeOptions {
  readonly level: ColourLevel;
  readonly hyperlinks: boolean;
  readonly name: ThemeName;
  readonly background: Background;
}

export function createThemeSwitch({ level, hyperlinks, name, background }: ThemeOptions): ThemeSwitch {
  let look = { name, background };
  let theme = createTheme(level, hyperlinks, look);
  const listeners = new Set<() => void>();
  const change = (changes: Partial<typeof look>) => {
    look = { ...look, ...changes };
    theme = createTheme(level, hyperlinks, look);
    for (const listener of listeners) listener();
  };
  return {
    get: () => theme,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    choose: (chosen) => change({ name: chosen }),
    setBackground: (found) => change({ background: found }),
    following: {
      level,
      hyperlinks: theme.hyperlinks,
      accent: (text) => theme.accent(text),
      shine: (text) => theme.shine(text),
      dim: (text) => theme.dim(text),
      bold: (text) => theme.bold(text),
      italic: (text) => theme.italic(text),
      underline: (text) => theme.underline(text),
      strike: (text) => theme.strike(text),
      get code() {
        return theme.code;
      },
    },
  };
}
