import { correctFrameWord } from '../words/correct-frame-word.ts';
import { expandContraction } from './contractions.ts';
import type { Token, TokenKind } from './token.ts';

/** What stands earlier wins: an address is not a path, a path is not a word. */
const PIECES: readonly (readonly [RegExp, TokenKind])[] = [
  [/https?:\/\/[^\s"'<>)]+/u, 'literal'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u, 'literal'],
  [/\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?/u, 'literal'],
  [/\d{4}-\d{2}-\d{2}/u, 'quantity'],
  [/\d{1,2}:\d{2}(?::\d{2})?/u, 'quantity'],
  [/v\d+(?:\.\d+)*(?![\w])/u, 'literal'],
  [/\d+(?:\.\d+){2,}[\w.-]*/u, 'literal'],
  [/(?<![\w-])--?[a-zA-Z][\w-]*(?:=\S+)?/u, 'literal'],
  [/(?:~|\.{1,2})?\/[\w./@*~-]*\w/u, 'literal'],
  [/[\w.@-]+(?:\/[\w.@-]+)+(?:\/)?/u, 'literal'],
  [
    /\.?[\w-]+\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|rb|php|sh|json|jsonl|md|txt|csv|tsv|ya?ml|toml|ini|html?|s?css|sql|c|h|cpp|hpp|cs|swift|lock|log|env|pdf|docx?|xlsx?|png|jpe?g|gif|svg|zip|gz|tar|exe|dll|so|conf|cfg|xml|db|ipynb|io|com|org|net|dev)(?![\w])/u,
    'literal',
  ],
  [/[$€£¥₹]?\d+(?:[,.]\d+)*/u, 'quantity'],
  [/[A-Za-z_$][\w$]*\(\)/u, 'literal'],
  [/(?:c|f|C|F)[#](?![\w])|[cCgG]\+\+/u, 'literal'],
  [/[A-Za-z$]\w*(?:_\w+)+|_\w+|__\w+/u, 'literal'],
  [/[A-Za-z]\w*(?:\.[A-Za-z_]\w*)+/u, 'literal'],
  [/[A-Za-z]+\d[A-Za-z\d]*/u, 'literal'],
  [/\p{L}[\p{L}\p{M}]*(?:'[\p{L}]+)*'?/u, 'word'],
  [/[.?!,;:\n()]/u, 'mark'],
  [/[^\s\p{L}\p{N}"'`.,;:?!()]{1,3}/u, 'literal'],
];
const PATTERN = new RegExp(PIECES.map(([piece]) => `(${piece.source})`).join('|'), 'gu');
const QUOTED = /`[^`\n]+`|"[^"\n]{1,200}"|(?<!\w)'[^'\n]{1,200}'(?!\w)/g;
/** `parseConfig`, but not the systems and phones whose names look like it. */
const CAMEL = /^(?!(?:mac|watch|ipad|tv)OS$)[a-z]{2,}[A-Z]\w*$/;
const DASHES = /^[-–—]+$/;

/** Makes typographic quotes, dashes and spaces plain. */
export function plainMarks(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/[–—]/g, ' - ')
    .replace(/(^|[\s(])(\*{1,2}|__)([^\s*_](?:[^*_\n]*[^\s*_])?)\2(?=[\s.,;:?!)]|$)/g, '$1$3')
    .replace(/(?<=[\p{L}\p{N},]) +& +(?=[\p{L}\p{N}])/gu, ' and ')
    .replace(/\bw\/o (?=\p{L})/giu, 'without ')
    .replace(/\bw\/(?=\s|$)/gi, 'with')
    .replace(/\bw\/(?=\p{L})/giu, 'with ')
    .replace(/\b([ap])\.m\b\.?/gi, '$1m')
    .replace(/\bU\.(S|K)\.(?:A\.)?/g, 'U$1')
    .replace(/\b(?:e\.g|i\.e)\.?/gi, ' ')
    .replace(/\b(node|vue|next|nuxt|react|express|angular|solid|d3|three)\.js\b/gi, '$1js')
    .replace(/[\p{Extended_Pictographic}\u{fe0f}\u{200d}\s]+$/u, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** Cuts a text (after `plainMarks`) into tokens; contractions are expanded, white space and lone dashes are dropped. */
export function tokenise(text: string): Token[] {
  const quotes = [...text.matchAll(QUOTED)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  const shouting = isShouting(text);
  const tokens: Token[] = [];
  let atStart = true;
  for (const match of text.matchAll(PATTERN)) {
    const raw = match[0];
    const kind = PIECES[match.slice(1).findIndex((group) => group !== undefined)]?.[1] ?? 'literal';
    if (DASHES.test(raw)) continue;
    const quoted = quotes.some(([from, to]) => match.index >= from && match.index < to);
    const joined =
      match.index > 1 && text[match.index - 1] === '-' && /[\w]/.test(text[match.index - 2] ?? '');
    if (kind === 'word') {
      if (CAMEL.test(raw)) {
        tokens.push({ kind: 'literal', raw, text: raw, capital: false, quoted, joined });
      } else {
        const capital = !shouting && isCapital(raw, atStart);
        for (const word of wordsOf(raw.toLowerCase(), capital || quoted)) {
          if (word !== '') tokens.push({ kind, raw, text: word, capital, quoted, joined });
        }
      }
    } else {
      const plain = kind === 'literal' ? literalText(raw) : raw.toLowerCase();
      tokens.push({ kind, raw, text: plain, capital: false, quoted, joined });
    }
    atStart = kind === 'mark' ? raw !== ',' && raw !== '(' && raw !== ')' : false;
  }
  return tokens;
}

/** Flags, paths and identifiers keep their case; names such as "P60", "ES6" and "C++" are written either way. */
function literalText(raw: string): string {
  if (/^(?:c\+\+|c#|f#)$/i.test(raw)) return raw.toLowerCase();
  return /^[A-Za-z]+\d[A-Za-z\d]*$|^v\d/.test(raw) ? raw.toLowerCase() : raw;
}

/** The words that a word stands for; a slip in one that the reading hangs on is mended, unless it is a name. */
function wordsOf(word: string, asTyped: boolean): readonly string[] {
  const words = expandContraction(word);
  return asTyped || words.length > 1 ? words : words.map(correctFrameWord);
}

function isCapital(raw: string, atStart: boolean): boolean {
  if (raw === 'I' || raw.startsWith("I'")) return false;
  if (!/^\p{Lu}/u.test(raw)) return false;
  return !atStart || /^\p{Lu}{2,}/u.test(raw);
}

/** In a text with nearly all words capitalised, capitals tell nothing. */
function isShouting(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  return words.length > 2 && capitals.length / words.length > 0.6;
}
