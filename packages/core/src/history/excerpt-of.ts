/** Characters before and after the place. */
const AROUND = 60;

/** Some words around a place of a text, on one line. */
export function excerptOf(text: string, index: number): string {
  const start = Math.max(0, index - AROUND);
  const end = Math.min(text.length, index + AROUND);
  const middle = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${middle}${end < text.length ? '…' : ''}`;
}
