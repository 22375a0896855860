import wrapAnsi from 'wrap-ansi';

/** Styled text in lines of at most `width` columns, broken between words where that is possible. */
export function wrapLines(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true }).split('\n');
}

/** The same for text whose spaces matter: filled to the last column, nothing trimmed. */
export function wrapVerbatim(text: string, width: number): string[] {
  return wrapAnsi(text.replaceAll('\t', '    '), Math.max(1, width), {
    hard: true,
    wordWrap: false,
    trim: false,
  }).split('\n');
}
