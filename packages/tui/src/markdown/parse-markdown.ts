import type { MarkedToken, Token } from 'marked';
import { answerLexer, type FootnoteToken, type MathsToken } from './answer-lexer.ts';

/** What an answer is made of. */
export type AnswerToken = MarkedToken | MathsToken | FootnoteToken;

const TYPES: ReadonlySet<string> = new Set<AnswerToken['type']>([
  ...([
    'blockquote',
    'br',
    'checkbox',
    'code',
    'codespan',
    'def',
    'del',
    'em',
    'escape',
    'heading',
    'hr',
  ] as const),
  ...([
    'html',
    'image',
    'link',
    'list',
    'list_item',
    'paragraph',
    'space',
    'strong',
    'table',
    'text',
    'maths',
    'footnote',
  ] as const),
]);

/**
 * The blocks of a Markdown text, GitHub's tables and task lists, formulas and footnotes included. Never throws: anything is
 * Markdown. Where the lexer fails the text is plain: nested so deeply that its stack does not hold it (ten thousand `>` in
 * a row), or a quote and a rule of a table in one item of a list, which marked 18.2 does not survive.
 */
export function parseMarkdown(text: string): readonly AnswerToken[] {
  try {
    return knownTokens(answerLexer.lexer(text));
  } catch {
    return [{ type: 'text', raw: text, text, escaped: false }];
  }
}

/** Only extensions make tokens of other types, and none but the answers' own is loaded. */
export function knownTokens(tokens: readonly Token[] | undefined): readonly AnswerToken[] {
  return (tokens ?? []).filter((token): token is AnswerToken => TYPES.has(token.type));
}
