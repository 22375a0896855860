import { nextBoundary, previousBoundary } from './graphemes.ts';

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Where the word at or before `offset` begins; separators in between are passed. */
export function wordStart(text: string, offset: number): number {
  return skip(text, skip(text, offset, false, previousBoundary), true, previousBoundary);
}

/** Where the word at or after `offset` ends. */
export function wordEnd(text: string, offset: number): number {
  return skip(text, skip(text, offset, false, nextBoundary), true, nextBoundary);
}

/** Where the run of characters without white space before `offset` begins, as Ctrl+W takes it in a shell. */
export function spaceDelimitedStart(text: string, offset: number): number {
  const head = text.slice(0, offset);
  return head.length - (/\S*\s*$/u.exec(head)?.[0].length ?? 0);
}

function skip(
  text: string,
  offset: number,
  words: boolean,
  step: (text: string, offset: number) => number,
): number {
  let position = offset;
  while (true) {
    const next = step(text, position);
    const passed = text.slice(Math.min(position, next), Math.max(position, next));
    if (next === position || WORD.test(passed) !== words) return position;
    position = next;
  }
}
