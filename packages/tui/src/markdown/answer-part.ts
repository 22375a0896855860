import { neutralise } from '../text/index.ts';
import { openingFence, type OpenFence } from './fence.ts';
import { renderCodeLines } from './render-code.ts';
import type { MarkdownOptions } from './markdown-options.ts';
import { renderMarkdown } from './render-markdown.ts';

/** A piece of an answer that is shown by itself. The texts of all parts, put together, are the answer. */
export interface AnswerPart {
  /** As it was written. */
  readonly text: string;
  /** Goes on with the block of the part before it, without a blank line. */
  readonly joined: boolean;
  /** Where it is a piece of a code block: what stands above it, opening fence first, and whether nothing of it follows. */
  readonly code: { readonly before: string; readonly ends: boolean } | null;
}

/** The rows of a part. A line of code has the same text whatever follows it; its colours may know less than at the end. */
export function renderPart(part: AnswerPart, options: MarkdownOptions): readonly string[] {
  const { text, code } = part;
  if (code === null) return renderMarkdown(text, options);
  const written = code.before + text;
  const fence = openingFence(written);
  if (fence === null) return renderMarkdown(text, options);
  const above = code.before === '' ? 0 : linesOf(code.before, fence).length;
  const lines = linesOf(written, fence);
  const isClosed = code.ends && fence.isClosedBy(lines.at(-1) ?? '');
  return renderCodeLines(
    isClosed ? lines.slice(0, -1) : lines,
    above,
    { opens: code.before === '', closes: code.ends },
    fence.language,
    options,
  );
}

/** For the live part, which is rendered many times: colours are told from the lines just above alone. Characters. */
const CONTEXT = 2_000;

export function renderGrowingPart(part: AnswerPart, options: MarkdownOptions): readonly string[] {
  const { code } = part;
  const fence = code === null ? null : openingFence(code.before);
  if (code === null || fence === null || code.before.length < CONTEXT) return renderPart(part, options);
  const near = code.before.slice(-CONTEXT);
  const before = `${fence.line}\n${near.slice(near.indexOf('\n') + 1)}`;
  return renderPart({ ...part, code: { ...code, before } }, options);
}

/** The lines behind the opening fence. */
function linesOf(written: string, { line, indent }: OpenFence): readonly string[] {
  const lines = neutralise(written.slice(line.length + 1)).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return indent === 0 ? lines : lines.map((row) => row.replace(new RegExp(`^ {1,${indent}}`), ''));
}
