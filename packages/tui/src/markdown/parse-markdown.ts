import { lexer, type MarkedToken, type Token } from 'marked';

const TYPES: ReadonlySet<string> = new Set<MarkedToken['type']>([
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
  ] as const),
]);

/**
 * The blocks of a Markdown text, GitHub's tables and task lists included. Never throws: anything is Markdown. What is
 * nested so deeply that the lexer's stack does not hold it (ten thousand `>` in a row) is plain text.
 */
export function parseMarkdown(text: string): readonly MarkedToken[] {
  try {
    return knownTokens(lexer(text));
  } catch (error) {
    if (error instanceof RangeError) return [{ type: 'text', raw: text, text, escaped: false }];
    throw error;
  }
}

/** Only extensions make tokens of other types, and none is loaded. */
export function knownTokens(tokens: readonly Token[] | undefined): readonly MarkedToken[] {
  return (tokens ?? []).filter((token): token is MarkedToken => TYPES.has(token.type));
}
