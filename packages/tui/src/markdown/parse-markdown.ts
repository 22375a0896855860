import { lexer, type MarkedToken, type Token } from 'marked';

/** The blocks of a Markdown text, GitHub's tables and task lists included. Never throws: anything is Markdown. */
export function parseMarkdown(text: string): readonly MarkedToken[] {
  return knownTokens(lexer(text));
}

/** Only extensions make tokens of unknown types, and none is loaded. */
export function knownTokens(tokens: readonly Token[] | undefined): readonly MarkedToken[] {
  return (tokens ?? []) as readonly MarkedToken[];
}
