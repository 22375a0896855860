/** What one chunk of input that is no single key means. */
export interface TypedChunk {
  readonly text: string;
  /** Whether the chunk ends with the Enter key. */
  readonly submit: boolean;
}

/**
 * Fast typing, a slow connection or a script can put a word and its Enter into one chunk; a terminal without
 * bracketed paste puts a whole paste there. One line end at the very end is an Enter (a line feed where it was typed
 * before the terminal was in raw mode); with more than one line it is a paste, which never submits.
 */
export function readTypedChunk(input: string): TypedChunk {
  const lines = input.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const first = lines.indexOf('\n');
  if (first !== -1 && first === lines.length - 1) {
    return { text: lines.slice(0, -1), submit: true };
  }
  return { text: lines, submit: false };
}
