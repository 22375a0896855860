import { Unreadable, type Repair } from './repair.ts';

const SPACE = /[\s\u200b\u2060\ufeff]*/y;
/** Words by which a comment stands for content that was left out. */
const ELISION =
  /\.\.\.|…|\b(?:etc|omitted|truncated|left out|remaining|the rest|and so (?:on|forth)|\d+ (?:more|others)|and more|more (?:items|entries|fields|of the same))\b/i;

/** What lies between two tokens. */
export interface Gap {
  /** Where the next token begins. */
  readonly end: number;
  readonly newline: boolean;
  readonly comments: readonly string[];
  readonly lineComment: boolean;
}

/** A text to look ahead in. Every look is linear in what it passes over, also where comments never end. */
export interface Source {
  readonly text: string;
  gapAt(position: number): Gap;
}

export function createSource(text: string): Source {
  const lineEnd = createNextIndex(text, '\n');
  const blockEnd = createNextIndex(text, '*/');

  function commentEnd(position: number): number {
    if (text.startsWith('/*', position)) {
      const end = blockEnd(position + 2);
      return end === -1 ? -1 : end + 2;
    }
    if (!text.startsWith('//', position) && text[position] !== '#') return -1;
    const end = lineEnd(position);
    return end === -1 ? text.length : end;
  }

  return {
    text,
    gapAt(position) {
      const comments: string[] = [];
      let lineComment = false;
      let end = afterSpace(text, position);
      for (;;) {
        const closed = commentEnd(end);
        if (closed === -1) break;
        lineComment ||= !text.startsWith('/*', end);
        comments.push(text.slice(end, closed));
        end = afterSpace(text, closed);
      }
      const newline = lineEnd(position);
      return { end, newline: newline !== -1 && newline < end, comments, lineComment };
    },
  };
}

/** Whether there is a quote in it that another outside of it would close: then it is no comment, but text. */
export function mayBeText(comment: string): boolean {
  return comment.split('"').length % 2 === 0 || /['’”],?\s*$/.test(comment);
}

/** Steps over a gap for good. Throws Unreadable where a comment may be text, or says that something was left out. */
export function noteComments(gap: Gap, repairs: Set<Repair>): void {
  if (gap.comments.length === 0) return;
  if (gap.comments.some((comment) => ELISION.test(comment))) {
    throw new Unreadable('a comment in place of content that was left out', gap.end);
  }
  if (gap.comments.some(mayBeText)) throw new Unreadable('a comment that may be part of a string', gap.end);
  repairs.add('comment');
}

function afterSpace(text: string, position: number): number {
  SPACE.lastIndex = position;
  return position + (SPACE.exec(text)?.[0].length ?? 0);
}

/** `indexOf` that remembers its last answer: many looks from ascending places cost one pass. */
function createNextIndex(text: string, wanted: string): (from: number) => number {
  let asked = 0;
  let found: number | null = null;
  return (from) => {
    if (found === null || from < asked || (found !== -1 && found < from)) {
      found = text.indexOf(wanted, from);
      asked = from;
    }
    return found;
  };
}
