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

/** The blocks of a Markdown text, GitHub's tables and task lists included. Never throws: anything is Markdown. */
export function parseMarkdown(text: string): readonly MarkedToken[] {
  return knownTokens(lexer(text));
}

/** Only extensions make tokens of other types, and none is loaded. */
export function knownTokens(tokens: readonly Token[] | undefined): readonly MarkedToken[] {
  return (tokens ?? []).filter((token): token is MarkedToken => TYPES.has(token.type));
}
