import type { Background } from './palettes.ts';

/** What is asked: the colour of the background, then what the terminal is, which every terminal answers. */
export const BACKGROUND_QUERY = '\u001b]11;?\u001b\\\u001b[c';

const COLOUR = /\u001b\]11;([^\u0007\u001b]*)(?:\u0007|\u001b\\)/;
const ATTRIBUTES = /\u001b\[\?[\d;]*c/;
/** An answer whose end is still to come. */
const CUT = /\u001b\]11;[^\u0007\u001b]*\u001b?$|\u001b\[\?[\d;]*$/;

/** What stands in the input of answers to the query. */
export interface BackgroundReply {
  readonly background: Background | null;
  /** Whether no more comes. */
  readonly complete: boolean;
  /** What a person typed. */
  readonly typed: string;
  /** The beginning of an answer, to be put before what comes next. */
  readonly held: string;
}

export function readBackgroundReply(input: string): BackgroundReply {
  const colour = COLOUR.exec(input)?.[1];
  const complete = ATTRIBUTES.test(input);
  const rest = input.replace(COLOUR, '').replace(ATTRIBUTES, '');
  const held = complete ? '' : (CUT.exec(rest)?.[0] ?? '');
  return {
    background: colour === undefined ? null : backgroundOf(colour),
    complete,
    typed: rest.slice(0, rest.length - held.length),
    held,
  };
}

/** `rgb:1e1e/1e1e/2e2e` is dark: by its luma (ITU-R BT.709), of two to four hexadecimal digits a channel. */
export function backgroundOf(colour: string): Background | null {
  const [, ...channels] = /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(colour) ?? [];
  const [red, green, blue] = channels.map(
    (digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1),
  );
  if (red === undefined || green === undefined || blue === undefined) return null;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark';
}

/** What the environment says of it: `COLORFGBG` of rxvt, Konsole and others, `15;0`; null where it says nothing. */
export function backgroundInEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Background | null {
  const last = env['COLORFGBG']?.split(';').at(-1) ?? '';
  if (!/^\d+$/.test(last)) return null;
  const colour = Number(last);
  return colour === 7 || (colour > 8 && colour < 16) ? 'light' : 'dark';
}
