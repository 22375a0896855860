const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text in pieces that a person sees as one character each. */
export function graphemesOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The grapheme boundary before `offset` (UTF-16 units); 0 at the start. */
export function previousBoundary(text: string, offset: number): number {
  // Only the line before needs segmenting: a line feed always ends a grapheme.
  const lineStart = offset > 0 ? text.lastIndexOf('\n', offset - 2) + 1 : 0;
  let boundary = lineStart;
  for (const { index } of segmenter.segment(text.slice(lineStart, offset))) boundary = lineStart + index;
  return Math.min(boundary, offset);
}

/** The grapheme boundary after `offset`; the text's length at the end. */
export function nextBoundary(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  const lineEnd = text.indexOf('\n', offset);
  const rest = text.slice(offset, lineEnd === -1 ? text.length : lineEnd + 1);
  const [first] = segmenter.segment(rest);
  return offset + (first?.segment.length ?? 0);
}

/** The nearest boundary at or before an offset, which may be anywhere or out of range. */
export function clampToBoundary(text: string, offset: number): number {
  const wanted = Math.max(0, Math.min(text.length, offset));
  const lineStart = wanted > 0 ? text.lastIndexOf('\n', wanted - 1) + 1 : 0;
  const lineEnd = text.indexOf('\n', wanted);
  let boundary = lineStart;
  for (const { index, segment } of segmenter.segment(
    text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd),
  )) {
    if (lineStart + index > wanted) return boundary;
    boundary = lineStart + index;
    if (boundary + segment.length <= wanted) boundary += segment.length;
  }
  return Math.min(boundary, wanted);
}
