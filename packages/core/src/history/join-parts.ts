import { openFence } from './open-fence.ts';

/** A last run without white space that is longer belongs to a text without spaces, and may be cut anywhere. Characters. */
const LONGEST_WORD = 80;
/** How far back a repetition is looked for, and from where on it is none by chance. Characters. */
const MOST_REPEATED = 2_000;
const LEAST_REPEATED = 12;

/**
 * Where the two parts of an answer meet: what counts of the first, and what the second adds to it. The first counts
 * up to its last whole word, since nobody knows whether the one behind is whole; the second without what it repeats.
 */
export interface Seam {
  readonly kept: string;
  readonly added: string;
}

/** An answer that broke off and what came when it was continued, as one text. */
export function joinParts(first: string, second: string): string {
  const { kept, added } = seamOf(first, second);
  return kept + added;
}

export function seamOf(first: string, second: string): Seam {
  const kept = wholeWords(first);
  const rest = withoutFence(kept, second);
  const repeated = repetition(kept.trimEnd(), rest.trimStart());
  if (repeated > 0) return { kept: kept.trimEnd(), added: rest.trimStart().slice(repeated) };
  if (/[ \t]$/.test(kept)) return { kept, added: rest.replace(/^[ \t]+/, '') };
  if (kept.endsWith('\n\n')) return { kept, added: rest.replace(/^\n+/, '') };
  if (kept.endsWith('\n')) return { kept, added: rest.replace(/^\n{2,}/, '\n') };
  return { kept, added: rest };
}

/** A text that broke off, without the word that it broke off in. One word alone stays. */
export function wholeWords(text: string): string {
  const last = /\S*$/.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - last.length);
  return last.length > LONGEST_WORD || before.trim() === '' ? text : before;
}

/** Whether more of the second part could show that it begins with a repetition of the first. */
export function mayRepeat(first: string, begun: string): boolean {
  const start = begun.trimStart();
  const end = wholeWords(first).trimEnd();
  if (start === '') return true;
  // A line that opens a code block again is known by its end.
  if (openFence(end) !== null && /^[`~]/.test(start) && !start.includes('\n')) return true;
  return start.length < MOST_REPEATED && end.slice(-MOST_REPEATED).includes(start);
}

/** The second part without the line that opens the code block again which the first one stops in. */
function withoutFence(kept: string, second: string): string {
  const fence = openFence(kept);
  if (fence === null) return second;
  const [line = ''] = second.trimStart().split('\n', 1);
  return line.trim() !== '' && line.trim() === fence.trim()
    ? second.trimStart().slice(line.length + 1)
    : second;
}

/** How many characters at the start of `rest` stand at the end of `kept` already; whole words, and more than chance. */
function repetition(kept: string, rest: string): number {
  for (let length = Math.min(MOST_REPEATED, kept.length, rest.length); length >= LEAST_REPEATED; length--) {
    const start = rest.slice(0, length);
    if (!kept.endsWith(start)) continue;
    const isWordCut = /[\p{L}\p{N}]$/u.test(start) && /^[\p{L}\p{N}]/u.test(rest.slice(length));
    const words = new Set(start.match(/\p{L}{2,}/gu));
    if (!isWordCut && words.size >= 2) return length;
  }
  return 0;
}
