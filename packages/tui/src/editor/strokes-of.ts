import type { Key } from 'ink';

/** A key, or text that was typed. */
export interface Stroke {
  readonly input: string;
  readonly key: Key;
}

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f]/;

/**
 * Keys that were pressed faster than they were read come in one piece, as do text and the key behind it: Ctrl+W held
 * down, Ctrl+U and a word. A piece with line ends before its end is a paste; what it holds is text.
 */
export function strokesOf(input: string, key: Key): readonly Stroke[] {
  if (input.length < 2 || key.ctrl || key.meta || /[\r\n]./s.test(input) || !CONTROL.test(input)) {
    return [{ input, key }];
  }
  return input
    .split(new RegExp(`(${CONTROL.source})`))
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece === '\r') return { input: piece, key: { ...key, return: true } };
      if (!CONTROL.test(piece)) return { input: piece, key };
      const code = piece.charCodeAt(0);
      if (code === 8) return { input: '', key: { ...key, backspace: true } };
      return { input: String.fromCharCode(code + (code <= 26 ? 96 : 64)), key: { ...key, ctrl: true } };
    });
}
