import type { Tokens } from 'marked';
import { neutralise } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { mathsText } from './maths/index.ts';
import { knownTokens, type AnswerToken } from './parse-markdown.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

const LOOKS_LIKE_ADDRESS =
  /^\W*(?:[a-z][a-z\d+.-]*:\/\/|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?#]|\W*$))/i;

/** The words of a block with their styles; line feeds stay. */
export function renderInline(tokens: readonly AnswerToken[], theme: Theme): string {
  return tokens.map((token) => renderToken(token, theme)).join('');
}

function renderToken(token: AnswerToken, theme: Theme): string {
  switch (token.type) {
    case 'strong':
      return theme.bold(children(token.tokens, theme));
    case 'em':
      return theme.italic(children(token.tokens, theme));
    case 'del':
      return theme.strike(children(token.tokens, theme));
    case 'codespan':
      return theme.accent(`\`${clean(token.text).replaceAll('\n', ' ')}\``);
    case 'br':
      return '\n';
    case 'link':
      return renderLink(token, theme);
    case 'image':
      return renderLinkTo(token.href, `image: ${clean(token.text) || 'without a description'}`, theme);
    case 'maths':
      return neutralise(mathsText(token.text, false) ?? token.raw);
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? '\n' : clean(token.raw);
    case 'checkbox':
      return '';
    case 'text':
      return token.tokens === undefined ? clean(token.text) : children(token.tokens, theme);
    case 'escape':
      return clean(token.text);
    default:
      // HTML is shown as it was written: nothing here renders it.
      return clean(token.raw);
  }
}

function children(tokens: Tokens.Generic['tokens'], theme: Theme): string {
  return renderInline(knownTokens(tokens), theme);
}

function renderLink(token: Tokens.Link, theme: Theme): string {
  const text = children(token.tokens, theme);
  const isBare = token.text === token.href || `mailto:${token.text}` === token.href;
  // A text that is an address itself must not lead to another one unseen.
  const misleads = !isBare && LOOKS_LIKE_ADDRESS.test(token.text);
  if (misleads) return renderLinkTo(token.href, text, { ...theme, hyperlinks: false });
  return isBare && !theme.hyperlinks ? text : renderLinkTo(token.href, text, theme, isBare);
}

function renderLinkTo(target: string, text: string, theme: Theme, isBare = false): string {
  const href = neutralise(target).replaceAll(/\s/g, '');
  if (!theme.hyperlinks || !/^(https?|mailto):/i.test(href)) {
    return isBare ? text : `${text} (${theme.dim(href)})`;
  }
  // Only visible ASCII may stand in the sequence.
  const address = encodeURI(href).replaceAll('%25', '%');
  return `\u001b]8;;${address}\u0007${theme.underline(text)}\u001b]8;;\u0007`;
}

/** The lexer makes characters of numeric entities: `&#27;` would be an escape again. */
function clean(text: string): string {
  return neutralise(text).replaceAll(
    /&(?:amp|lt|gt|quot|nbsp|#39);/g,
    (entity) => ENTITIES[entity] ?? entity,
  );
}
