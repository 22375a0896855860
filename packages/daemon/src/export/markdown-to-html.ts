import { Marked, type Tokens } from 'marked';
import { escapeHtml } from './escape-html.ts';

/** What a link may lead to; anything else stays text. */
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/**
 * Markdown as HTML that can do nothing: HTML in it is shown as text, pictures become links, and links lead to the web or
 * to a mail address alone.
 */
const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    // Always: inside of what looks like a raw block the parser itself would let text through.
    text(token: Tokens.Text | Tokens.Escape) {
      return 'tokens' in token && token.tokens !== undefined
        ? this.parser.parseInline(token.tokens)
        : escapeText(token.text);
    },
    code: ({ text, lang = '' }: Tokens.Code) => {
      const language = /^[\w+#.-]+/.exec(lang)?.[0] ?? '';
      const label = language === '' ? '' : `<figcaption>${escapeHtml(language)}</figcaption>`;
      return `<figure>${label}<pre><code>${escapeHtml(text)}\n</code></pre></figure>\n`;
    },
    codespan: ({ text }: Tokens.Codespan) => `<code>${escapeHtml(text)}</code>`,
    link({ href, tokens }: Tokens.Link) {
      return linkTo(href, this.parser.parseInline(tokens));
    },
    image: ({ href, text }: Tokens.Image) => linkTo(href, escapeText(text === '' ? href : text)),
  },
});

/** Never throws: what the parser fails on (nested without end, say) is shown as it was written. */
export function markdownToHtml(markdown: string): string {
  try {
    return marked.parse(markdown, { async: false });
  } catch {
    return `<pre>${escapeHtml(markdown)}</pre>\n`;
  }
}

function linkTo(href: string, label: string): string {
  return SAFE_ADDRESS.test(href)
    ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${label}</a>`
    : label;
}

/** Characters that are written by name (`&lt;`) keep their name. */
function escapeText(text: string): string {
  return escapeHtml(text).replace(/&amp;(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, '&$1;');
}
