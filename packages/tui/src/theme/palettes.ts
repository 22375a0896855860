import type { ThemeName } from '@jackdaw/core/home';

export type Background = 'dark' | 'light';

/** The two colours of a theme: fine ones, and what stands for them where a terminal has sixteen. */
export interface Palette {
  readonly accent: { readonly hex: string; readonly basic: BasicColour };
  readonly shine: { readonly hex: string; readonly basic: BasicColour };
  /** What is beside the point is fainter; where not, words alone set it apart. */
  readonly dims: boolean;
  /** Both colours are bold as well. */
  readonly bold: boolean;
}

export type BasicColour =
  | 'cyan'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'red'
  | 'green'
  | 'cyanBright'
  | 'yellowBright'
  | 'redBright'
  | 'greenBright';

const fine = (hex: string, basic: BasicColour) => ({ hex, basic });

/** Each colour reads on its background: 4.5 to 1 and more, 7 to 1 for `contrast` (WCAG 2.2, 1.4.3 and 1.4.6). */
export const PALETTES: Readonly<Record<ThemeName, Readonly<Record<Background, Palette>>>> = {
  dusk: {
    dark: { accent: fine('#7aa2c8', 'cyan'), shine: fine('#d7a65f', 'yellow'), dims: true, bold: false },
    light: { accent: fine('#2d6294', 'blue'), shine: fine('#865400', 'magenta'), dims: true, bold: false },
  },
  paper: {
    dark: {
      accent: fine('#dd9a78', 'redBright'),
      shine: fine('#a8c283', 'greenBright'),
      dims: true,
      bold: false,
    },
    light: { accent: fine('#9c4221', 'red'), shine: fine('#3f6212', 'green'), dims: true, bold: false },
  },
  contrast: {
    dark: {
      accent: fine('#8fdcff', 'cyanBright'),
      shine: fine('#ffe14d', 'yellowBright'),
      dims: false,
      bold: true,
    },
    light: { accent: fine('#00338f', 'blue'), shine: fine('#7a0060', 'magenta'), dims: false, bold: true },
  },
};
