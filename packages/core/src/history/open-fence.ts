const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** The line that opened the code block that a Markdown text stops in; null where it stops in none. */
export function openFence(markdown: string): string | null {
  let opened: { readonly line: string; readonly marks: string } | null = null;
  for (const line of markdown.split('\n')) {
    const [, marks = '', rest = ''] = FENCE.exec(line) ?? [];
    if (marks === '') continue;
    if (opened === null) opened = { line, marks };
    // A block ends with the same marks, as many at least, and nothing behind them (CommonMark 0.31, 4.5).
    else if (marks.startsWith(opened.marks) && rest.trim() === '') opened = null;
  }
  return opened?.line ?? null;
}
