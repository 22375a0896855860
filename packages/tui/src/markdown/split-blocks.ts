import { parseMarkdown } from './parse-markdown.ts';

export interface SplitText {
  /** Blocks that no further text can change; empty or with its closing line feed. */
  readonly finished: string;
  /** The block that is still being written. */
  readonly tail: string;
}

/** A blank line ends these; a list goes on after one. */
const ENDED_BY_BLANK_LINE = new Set(['paragraph', 'heading', 'hr', 'table', 'blockquote']);

/** Splits what has arrived of an answer where the block that is still growing begins. */
export function splitBlocks(text: string): SplitText {
  const tokens = parseMarkdown(text);
  let last = tokens.length - 1;
  while (last >= 0 && tokens[last]?.type === 'space') last -= 1;
  const token = tokens[last];
  if (token === undefined) return { finished: '', tail: text };
  const blankLineFollows = last < tokens.length - 1;
  const ended =
    token.type === 'code'
      ? isClosedFence(token.raw, text)
      : blankLineFollows && ENDED_BY_BLANK_LINE.has(token.type);
  if (ended) return { finished: text, tail: '' };
  const length = tokens.slice(last).reduce((sum, { raw }) => sum + raw.length, 0);
  const head = text.slice(0, text.length - length);
  // The lexer expands tabs and the like in some raw texts: where lengths do not add up, wait.
  return text.endsWith(
    tokens
      .slice(last)
      .map(({ raw }) => raw)
      .join(''),
  )
    ? { finished: head, tail: text.slice(head.length) }
    : { finished: '', tail: text };
}

/** A fence counts as closed once its line has ended: more backticks may follow until then. */
function isClosedFence(raw: string, text: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (fence === undefined) return false;
  const closing = raw.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return (
    raw.trimEnd().includes('\n') &&
    closing.startsWith(fence) &&
    closing.replaceAll(fence.charAt(0), '') === '' &&
    /\n[ \t\n]*$/.test(text)
  );
}
