import type { Tokens } from 'marked';
import { parseMarkdown } from './parse-markdown.ts';

/** A block that goes on growing, cut in two. */
export interface CutBlock {
  /** What nothing that follows can change. */
  readonly finished: string;
  readonly tail: string;
  /** Whether the tail goes on right below, without a blank line. */
  readonly joined: boolean;
}

/** A list or a paragraph is cut when it has more than that: the screen shows no more of what is not finished. */
const MOST_ITEMS = 8;
const MOST_LINES = 10;
const MOST_CHARACTERS = 4_000;
/** Characters at the end of a paragraph that stay: emphasis that they close may begin there. */
const KEPT = 400;

/** What begins another block where it begins a text, though not within a paragraph. */
const STARTS_BLOCK = /^(?:\s|[#>*+\-=|`~<[$\\:]|\d+[.)])/;

/** Cuts a block that nobody knows the end of, where that changes nothing of how it looks; null where it cannot. */
export function cutLongBlock(block: string): CutBlock | null {
  const tokens = parseMarkdown(block).filter(({ type }) => type !== 'space');
  const [token, ...others] = tokens;
  if (token === undefined || others.length > 0) return null;
  if (token.type === 'list') return cutList(block, token);
  return token.type === 'paragraph' ? cutParagraph(block, token) : null;
}

function cutList(block: string, { items, ordered, start, loose }: Tokens.List): CutBlock | null {
  if (items.length <= MOST_ITEMS) return null;
  const last = items.at(-1);
  const finished = items
    .slice(0, -1)
    .map(({ raw }) => raw)
    .join('');
  const tail = block.slice(finished.length);
  const number = `${Number(start) + items.length - 1}`;
  // A list whose items all say 1 would count anew.
  const countsOn = !ordered || new RegExp(`^ {0,3}${number}[.)]`).test(tail);
  const addsUp = block.startsWith(finished) && last !== undefined && tail.startsWith(last.raw);
  return addsUp && countsOn && finished.endsWith('\n') ? { finished, tail, joined: !loose } : null;
}

function cutParagraph(block: string, { tokens }: Tokens.Paragraph): CutBlock | null {
  const isLong = block.length > MOST_CHARACTERS;
  if (!isLong && block.split('\n').length <= MOST_LINES) return null;
  // The line before the last may turn out to be a table's head.
  const lastLine = block.lastIndexOf('\n', block.lastIndexOf('\n') - 1);
  let offset = 0;
  let atLine = -1;
  let atSentence = -1;
  let atWord = -1;
  for (const { type, raw } of tokens) {
    if (!block.startsWith(raw, offset)) break;
    if (type === 'text') {
      for (const { index } of raw.matchAll(/\n/g)) {
        const at = offset + index + 1;
        if (at <= lastLine && !STARTS_BLOCK.test(block.slice(at))) atLine = at;
      }
      for (const { index, 0: end } of raw.matchAll(/[.!?…] |[。！？]| /g)) {
        const at = offset + index + end.length;
        if (at > block.length - KEPT || STARTS_BLOCK.test(block.slice(at))) continue;
        if (end !== ' ') atSentence = at;
        atWord = at;
      }
    }
    offset += raw.length;
  }
  const at = atLine > 0 || !isLong ? atLine : atSentence > 0 ? atSentence : atWord;
  return at <= 0 ? null : { finished: block.slice(0, at), tail: block.slice(at), joined: true };
}
