/** What was pasted under one stand-in character; the editor shows `[Pasted 312 lines #1]` for it. */
export interface PastedText {
  /** One private-use character (plane 16), a grapheme of its own: the cursor passes it in one step. */
  readonly mark: string;
  readonly text: string;
  /** From 1 on. */
  readonly number: number;
}

const FIRST_MARK = 0x10_0000;
const MARKS = 256;
const LONG_LINES = 10;
const LONG_CHARACTERS = 1_000;
/** What is longer stays a stand-in: laid out anew with every key, it would hold up typing. */
export const MOST_IN_PLACE = 50_000;

/** Whether a paste is better shown as a stand-in. */
export function isLongPaste(text: string): boolean {
  return text.length > LONG_CHARACTERS || countLines(text) > LONG_LINES;
}

/** A mark that neither the text nor an earlier paste holds; null once all are taken. */
export function freeMark(text: string, pasted: readonly PastedText[]): string | null {
  for (let index = 0; index < MARKS; index++) {
    const mark = String.fromCodePoint(FIRST_MARK + index);
    if (!text.includes(mark) && !pasted.some((entry) => entry.mark === mark)) return mark;
  }
  return null;
}

export function pasteLabel({ text, number }: PastedText): string {
  const lines = countLines(text);
  return lines > 1 ? `[Pasted ${lines} lines #${number}]` : `[Pasted ${text.length} characters #${number}]`;
}

/** The text with every stand-in replaced by what was pasted. */
export function expandPasted(text: string, pasted: readonly PastedText[]): string {
  return pasted.reduce((expanded, entry) => expanded.replaceAll(entry.mark, () => entry.text), text);
}

/** The stand-in that the cursor is right behind, or else right before; null where there is none. */
export function pasteAt(
  text: string,
  cursor: number,
  pasted: readonly PastedText[],
): { readonly start: number; readonly end: number; readonly text: string } | null {
  for (const start of [cursor - 2, cursor]) {
    const found = pasted.find(({ mark }) => start >= 0 && text.startsWith(mark, start));
    if (found !== undefined) return { start, end: start + found.mark.length, text: found.text };
  }
  return null;
}

function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
