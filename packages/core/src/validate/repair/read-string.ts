import { createQuoteBalance, type QuoteBalance } from './quote-balance.ts';
import { Unreadable, type Repair } from './repair.ts';
import { mayBeText, type Source } from './source.ts';

interface Delimiter {
  readonly closers: string;
  readonly stops: RegExp;
  readonly repair: Repair | null;
}

const STRAIGHT: Delimiter = { closers: '"', stops: /["\\\u0000-\u001f]/g, repair: null };
const SINGLE: Delimiter = { closers: "'", stops: /['\\\u0000-\u001f]/g, repair: 'single-quotes' };
const SMART: Delimiter = { closers: '“”', stops: /[“”\\\u0000-\u001f]/g, repair: 'smart-quotes' };
const SMART_SINGLE: Delimiter = { closers: '‘’', stops: /[‘’\\\u0000-\u001f]/g, repair: 'smart-quotes' };
const DELIMITERS: ReadonlyMap<string, Delimiter> = new Map([
  ['"', STRAIGHT],
  ["'", SINGLE],
  ['“', SMART],
  ['”', SMART],
  ['„', SMART],
  ['‘', SMART_SINGLE],
  ['’', SMART_SINGLE],
]);

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const UNICODE_ESCAPE = /\\u([0-9a-fA-F]{4})/y;

const KEY_AHEAD =
  /(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|[“”„][^“”]*[“”]|[‘’][^‘’]*[‘’]|[\p{L}_$][\p{L}\p{N}_$-]*)\s*:/uy;
const QUOTED_KEY_AHEAD = /(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')\s*:/y;
const ELEMENT_AHEAD = /["'“”„‘’{[\d+.-]|(?:true|false|null|True|False|None)\b/y;

/** Where a string stands; that decides what may follow it. */
export type StringRole = 'key' | 'member' | 'element';

export interface ReadString {
  readonly content: string;
  /** The first character after the closing quote. */
  readonly end: number;
}

export function opensString(character: string | undefined): boolean {
  return character !== undefined && DELIMITERS.has(character);
}

/**
 * Reads the string that opens at `start`. A value ends at the first quote that something may follow which follows a
 * value; quotes before that are part of it, and must come in pairs. Throws Unreadable.
 */
export function readString(
  source: Source,
  start: number,
  role: StringRole,
  repairs: Set<Repair>,
): ReadString {
  const { text } = source;
  const delimiter = DELIMITERS.get(text[start] ?? '') ?? STRAIGHT;
  const balance = createQuoteBalance(delimiter === STRAIGHT || delimiter === SMART ? 'double' : 'single');
  const { stops, closers } = delimiter;
  let content = '';
  let from = start + 1;
  for (;;) {
    stops.lastIndex = from;
    const at = stops.exec(text)?.index;
    if (at === undefined) throw new Unreadable('a string that does not end', start, { cut: true });
    content += text.slice(from, at);
    const character = text[at] ?? '';
    if (character === '\\') {
      const escape = readEscape(text, at, repairs);
      content += escape.content;
      from = escape.end;
    } else if (!closers.includes(character)) {
      repairs.add('control-character');
      content += character;
      from = at + 1;
    } else if (role === 'key' || endsValue(source, at + 1, role, balance)) {
      if (delimiter.repair !== null) repairs.add(delimiter.repair);
      if (balance.finish(at)) repairs.add('inner-quote');
      return { content, end: at + 1 };
    } else {
      balance.add(text, start, at);
      content += character;
      from = at + 1;
    }
  }
}

function readEscape(text: string, at: number, repairs: Set<Repair>): ReadString {
  const escaped = text[at + 1] ?? '';
  const known = ESCAPES[escaped];
  if (known !== undefined) return { content: known, end: at + 2 };
  if (escaped === "'") {
    repairs.add('escape');
    return { content: "'", end: at + 2 };
  }
  UNICODE_ESCAPE.lastIndex = at;
  const code = UNICODE_ESCAPE.exec(text)?.[1];
  if (code === undefined) throw new Unreadable('an escape that JSON does not know', at);
  return { content: String.fromCharCode(Number.parseInt(code, 16)), end: at + 6 };
}

/** Whether what comes at `position` may follow a value. Throws Unreadable where it cannot be told. */
function endsValue(
  source: Source,
  position: number,
  role: 'member' | 'element',
  balance: QuoteBalance,
): boolean {
  const { text } = source;
  const gap = source.gapAt(position);
  if (gap.comments.some(mayBeText)) {
    throw new Unreadable('a comment that may be part of a string', position);
  }
  switch (text[gap.end]) {
    case undefined:
    case '}':
    case ']':
      return true;
    case ',':
      return followsComma(source, gap.end + 1, role);
    case ':':
      if (balance.followsWord()) return false;
      throw new Unreadable('a quote that is missing or not escaped', position - 1);
    case '`':
      return gap.newline && text.startsWith('```', gap.end);
    default:
      return role === 'member' && gap.newline && matchesAt(QUOTED_KEY_AHEAD, text, gap.end);
  }
}

function followsComma(source: Source, position: number, role: 'member' | 'element'): boolean {
  const { end } = source.gapAt(position);
  const next = source.text[end];
  if (next === undefined || next === '}' || next === ']') return true;
  return matchesAt(role === 'member' ? KEY_AHEAD : ELEMENT_AHEAD, source.text, end);
}

/** Whether a quoted key and its colon lie at `position`. */
export function keyAhead(text: string, position: number): boolean {
  return matchesAt(QUOTED_KEY_AHEAD, text, position);
}

function matchesAt(pattern: RegExp, text: string, position: number): boolean {
  pattern.lastIndex = position;
  return pattern.test(text);
}
