import type { Json } from './repair-values.ts';
import type { Chance } from './seeded.ts';

/** How a model that does not quite write JSON writes it. */
export interface Style {
  readonly indent: boolean;
  readonly quotes: 'double' | 'single' | 'smart';
  readonly bareKeys: boolean;
  readonly trailingCommas: boolean;
  readonly python: boolean;
  readonly rawControls: boolean;
  readonly rawQuotes: boolean;
  readonly comments: boolean;
  /** Line breaks alone between members; needs `indent`. */
  readonly noCommas: boolean;
}

export const STRICT: Style = {
  indent: false,
  quotes: 'double',
  bareKeys: false,
  trailingCommas: false,
  python: false,
  rawControls: false,
  rawQuotes: false,
  comments: false,
  noCommas: false,
};

const COMMENTS = [
  '// as asked',
  '/* see above */',
  '// 1 to 5, where "5" is best',
  '# the main point',
  '/* {a: 1} */',
];

export function printJson(value: Json, style: Style, chance: Chance, depth = 0): string {
  if (value === null) return style.python ? 'None' : 'null';
  if (typeof value === 'boolean') return style.python ? (value ? 'True' : 'False') : String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return printString(value, style, chance);
  if (Array.isArray(value)) {
    const items = value.map((item) => printJson(item, style, chance, depth + 1));
    // A list whose strings stand on lines of their own without commas can be read in two ways.
    return printItems('[', ']', items, { ...style, noCommas: false }, chance, depth);
  }
  const members = Object.entries(value).map(
    ([key, member]) => `${printKey(key, style, chance)}: ${printJson(member, style, chance, depth + 1)}`,
  );
  return printItems('{', '}', members, style, chance, depth);
}

function printItems(
  open: string,
  close: string,
  items: string[],
  style: Style,
  chance: Chance,
  depth: number,
): string {
  if (items.length === 0) return open + close;
  const [outer, inner] = style.indent ? [`\n${'  '.repeat(depth)}`, `\n${'  '.repeat(depth + 1)}`] : ['', ''];
  const lines = items.map((item, index) => {
    const last = index === items.length - 1;
    const comma = (last ? style.trailingCommas : !style.noCommas) ? ',' : '';
    return inner + item + comma + (style.comments ? comment(chance, style.indent) : '');
  });
  return open + lines.join(style.indent ? '' : ' ') + outer + close;
}

function comment(chance: Chance, indent: boolean): string {
  if (chance.next() < 0.5) return '';
  const text = chance.pick(COMMENTS) ?? '';
  return ` ${text}${indent || text.startsWith('/*') ? '' : '\n'}`;
}

function printKey(key: string, style: Style, chance: Chance): string {
  return style.bareKeys && !key.includes('-')
    ? key
    : printString(key, { ...style, rawQuotes: false }, chance);
}

function printString(text: string, style: Style, chance: Chance): string {
  let body = JSON.stringify(text).slice(1, -1);
  if (style.rawControls)
    body = body
      .replaceAll('\\\\', '\u0001')
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t')
      .replaceAll('\u0001', '\\\\');
  if (style.rawQuotes || style.quotes !== 'double') body = body.replaceAll('\\"', '"');
  if (style.quotes === 'smart') return `“${body}”`;
  if (style.quotes === 'double') return `"${body}"`;
  const contractions = /^[^']*(?:[a-z]'[a-z][^']*)*$/i.test(text);
  return `'${contractions && chance.next() < 0.5 ? body : body.replaceAll("'", "\\'")}'`;
}
