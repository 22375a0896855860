import type { Tokens } from 'marked';
import stringWidth from 'string-width';
import { neutralise } from '../text/index.ts';
import type { MarkdownOptions } from './markdown-options.ts';
import { mathsText } from './maths/index.ts';
import { knownTokens, parseMarkdown, type AnswerToken } from './parse-markdown.ts';
import { renderCode } from './render-code.ts';
import { renderInline } from './render-inline.ts';
import { renderTableBlock } from './render-table.ts';
import { wrapLines } from './wrap-lines.ts';

/** Columns that a block keeps, however deeply it is nested. */
const NARROWEST = 8;

/** Markdown from anywhere as lines for the terminal, one blank line between blocks. Control characters are taken out first. */
export function renderMarkdown(text: string, options: MarkdownOptions): readonly string[] {
  return renderBlocks(parseMarkdown(neutralise(text)), options);
}

function renderBlocks(tokens: readonly AnswerToken[], options: MarkdownOptions, tight = false): string[] {
  const lines: string[] = [];
  for (const token of tokens) {
    const block = renderBlock(token, options);
    if (block.length === 0) continue;
    if (lines.length > 0 && !tight) lines.push('');
    lines.push(...block);
  }
  return lines;
}

function renderBlock(token: AnswerToken, options: MarkdownOptions): string[] {
  const { width, theme } = options;
  switch (token.type) {
    case 'def':
      return renderDefinition(token, options);
    case 'footnote':
      return hanging(`[^${token.label}]:`, parseMarkdown(token.text), options);
    case 'maths': {
      const formula = mathsText(token.text, true);
      if (formula === null) return asWritten(token, width);
      return neutralise(formula)
        .split('\n')
        .flatMap((line) => wrapLines(line, Math.max(NARROWEST, width - 2)))
        .map((line) => `  ${line}`);
    }
    case 'space':
    case 'checkbox':
      return [];
    case 'heading': {
      const title = renderInline(knownTokens(token.tokens), theme);
      return wrapLines(theme.bold(theme.accent(`${'#'.repeat(token.depth)} ${title}`)), width);
    }
    case 'paragraph':
      return wrapLines(renderInline(knownTokens(token.tokens), theme), width);
    case 'text':
      return wrapLines(renderInline([token], theme), width);
    case 'code':
      return renderCode(token.text, token.lang ?? '', options);
    case 'blockquote':
      if (width - 2 < NARROWEST) return asWritten(token, width);
      return renderBlocks(knownTokens(token.tokens), { ...options, width: width - 2 }).map(
        (line) => `${theme.dim('│')} ${line}`,
      );
    case 'list':
      return renderList(token, options);
    case 'table':
      return renderTableBlock(token, width, theme);
    case 'hr':
      return [theme.dim('─'.repeat(Math.min(width, 40)))];
    default:
      return asWritten(token, width);
  }
}

/** For what is nested so deeply that there is no room to indent it. */
function asWritten({ raw }: Pick<AnswerToken, 'raw'>, width: number): string[] {
  return wrapLines(raw.trimEnd(), width);
}

/** Where an answer is shown piece by piece, its links were there before the addresses that they point to. */
function renderDefinition({ tag, href, title }: Tokens.Def, { width, theme }: MarkdownOptions): string[] {
  const words = neutralise(`[${tag}]: ${href}${title ? ` “${title}”` : ''}`);
  return wrapLines(words, width).map((line) => theme.dim(line));
}

/** Blocks behind a mark, below each other. */
function hanging(mark: string, tokens: readonly AnswerToken[], options: MarkdownOptions): string[] {
  const indent = Math.min(stringWidth(mark) + 1, 6);
  const lines = renderBlocks(tokens, {
    ...options,
    width: Math.max(NARROWEST, options.width - stringWidth(mark) - 1),
  });
  return (lines.length === 0 ? [''] : lines).map((line, row) =>
    row === 0 ? `${options.theme.accent(neutralise(mark))} ${line}` : `${' '.repeat(indent)}${line}`,
  );
}

function renderList(list: Tokens.List, options: MarkdownOptions): string[] {
  const start = typeof list.start === 'number' ? list.start : 1;
  const last = String(start + list.items.length - 1).length;
  return list.items.flatMap((item, index) => {
    const number = `${start + index}.`.padStart(last + 1);
    const mark = item.task ? (item.checked === true ? '[x]' : '[ ]') : list.ordered ? number : '•';
    const indent = mark.length + 1;
    if (options.width - indent < NARROWEST) return asWritten(item, options.width);
    const blocks = renderBlocks(
      knownTokens(item.tokens),
      { ...options, width: options.width - indent },
      !list.loose,
    );
    const lines = (blocks.length === 0 ? [''] : blocks).map((line, row) =>
      row === 0 ? `${options.theme.accent(mark)} ${line}` : line === '' ? '' : `${' '.repeat(indent)}${line}`,
    );
    return list.loose && index > 0 ? ['', ...lines] : lines;
  });
}
