import type { CodePart, Theme } from '../theme/index.ts';

/** What highlight.js calls a part, without its prefix, and what it is here. */
const PARTS: Readonly<Record<string, CodePart>> = {
  keyword: 'keyword',
  literal: 'keyword',
  built_in: 'keyword',
  operator: 'plain',
  tag: 'keyword',
  selector: 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  addition: 'string',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  deletion: 'comment',
  comment: 'comment',
  quote: 'comment',
  doctag: 'comment',
  meta: 'comment',
  title: 'name',
  name: 'name',
  section: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  type: 'type',
  class: 'type',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** The HTML that highlight.js gives (spans and five entities, nothing else) as styled text. */
export function styleHighlighted(html: string, theme: Theme): string {
  const open: CodePart[] = [];
  return html.replaceAll(
    /<span class="hljs-([\w-]+)[^"]*">|<span[^>]*>|<\/span>|[^<]+/g,
    (piece, name?: string) => {
      if (piece === '</span>') {
        open.pop();
        return '';
      }
      if (piece.startsWith('<span')) {
        open.push((name === undefined ? undefined : PARTS[name]) ?? open.at(-1) ?? 'plain');
        return '';
      }
      const text = piece.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
      const style = theme.code[open.at(-1) ?? 'plain'];
      return text
        .split('\n')
        .map((line) => (line === '' ? '' : style(line)))
        .join('\n');
    },
  );
}
