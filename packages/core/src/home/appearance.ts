/** The chat's colours. `contrast` dims nothing and needs no fine colours. */
export const THEMES = ['dusk', 'paper', 'contrast'] as const;
export type ThemeName = (typeof THEMES)[number];

/** What the terminal's text stands on; `auto` asks the terminal. */
export const BACKGROUNDS = ['auto', 'dark', 'light'] as const;

/** `reduced`: nothing counts or spins, and text comes in larger steps. */
export const MOTIONS = ['full', 'reduced'] as const;
export type Motion = (typeof MOTIONS)[number];
