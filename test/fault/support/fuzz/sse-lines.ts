/** The ended lines of a body, all at once; null in the place of one that is no UTF-8. */
export function sseLines(bytes: Buffer): (string | null)[] {
  // Latin-1 keeps every byte apart, so that each line can be held against UTF-8 by itself.
  const lines = bytes.toString('latin1').split(/\r\n|\n|\r/);
  return lines.slice(0, -1).map((line) => utf8(Buffer.from(line, 'latin1')));
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
