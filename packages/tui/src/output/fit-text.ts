import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One line of at most `width` columns; what does not fit is cut between characters, an ellipsis shows it. */
export function fitText(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (stringWidth(line) <= width) return line;
  if (width <= 0) return '';
  let fitted = '';
  let used = 0;
  for (const { segment } of segmenter.segment(line)) {
    const columns = stringWidth(segment);
    if (used + columns > width - 1) break;
    fitted += segment;
    used += columns;
  }
  return `${fitted.trimEnd()}…`;
}

/** The text with spaces up to `width` columns. */
export function padText(text: string, width: number, align: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + spaces : spaces + text;
}
