import { marked, type Token, type Tokens } from 'marked';
import { parseMarkdown } from '../markdown/index.ts';

/** A block of code in an answer. */
export interface CodeBlock {
  /** Empty where the answer named none. */
  readonly language: string;
  readonly code: string;
}

/** The code blocks of a Markdown text, in order, those in lists and quotes included. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const isCode = (token: Token): token is Tokens.Code => token.type === 'code';
  void marked.walkTokens([...parseMarkdown(markdown)], (token) => {
    if (isCode(token)) blocks.push({ language: token.lang?.split(/\s/, 1)[0] ?? '', code: token.text });
  });
  return blocks;
}
