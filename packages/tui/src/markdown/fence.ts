/** The first line of a code block. */
export interface OpenFence {
  /** Without its line feed. */
  readonly line: string;
  readonly language: string;
  /** Spaces before it, which its lines may have too. */
  readonly indent: number;
  /** Whether a line closes the block. */
  readonly isClosedBy: (line: string) => boolean;
}

/** The fence that a text begins with, once its line is whole; null where it begins with something else. */
export function openingFence(text: string): OpenFence | null {
  const [line, indent = '', marks = '', info = ''] = /^( {0,3})(`{3,}|~{3,})([^\n]*)(?=\n)/.exec(text) ?? [];
  if (line === undefined || (marks.startsWith('`') && info.includes('`'))) return null;
  const sign = marks.charAt(0);
  const closing = new RegExp(`^ {0,3}${sign}{${marks.length},}[ \\t]*$`);
  return { line, language: info.trim(), indent: indent.length, isClosedBy: (row) => closing.test(row) };
}
