import { Marked, type TokenizerAndRendererExtension } from 'marked';

/** A formula in TeX; `display` where it stands by itself. */
export interface MathsToken {
  readonly type: 'maths';
  readonly raw: string;
  readonly text: string;
  readonly display: boolean;
}

/** What a footnote says, with the sign that points to it. */
export interface FootnoteToken {
  readonly type: 'footnote';
  readonly raw: string;
  readonly label: string;
  readonly text: string;
}

/** `$$ … $$` and `\[ … \]`, over lines too, at the start of a line. */
const DISPLAY =
  /^ {0,3}(?:\$\$((?:[^$\\]|\\[\s\S]|\$(?!\$)){1,4000}?)\$\$|\\\[([\s\S]{1,4000}?)\\\])[ \t]*(?:\n+|$)/;
/** `\( … \)`, `$$ … $$` in a line, and `$ … $` where it cannot be money: no space at its ends, no digit behind. */
const INLINE =
  /^(?:\\\(([\s\S]{1,1000}?)\\\)|\\\[([\s\S]{1,1000}?)\\\]|\$\$((?:[^$\n\\]|\\[^\n]){1,1000}?)\$\$|\$(?!\s)((?:[^$\n\\]|\\[^\n]){1,1000}?)(?<!\s)\$(?![\d\p{L}$]))/u;
const FOOTNOTE =
  /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?: {2,}|\t)[^\n]*|\n(?!\n| {0,3}(?:\[\^|#|>|```|~~~|[-*+] |\d+[.)] ))[^\n]+)*)(?:\n+|$)/;

const displayMaths: TokenizerAndRendererExtension = {
  name: 'maths',
  level: 'block',
  start: (source) => indexOf(/(?:^|\n) {0,3}(?:\$\$|\\\[)/, source),
  tokenizer(source) {
    const match = DISPLAY.exec(source);
    if (match === null) return undefined;
    const [raw, dollars, brackets = ''] = match;
    return { type: 'maths', raw, text: (dollars ?? brackets).trim(), display: true };
  },
};

const inlineMaths: TokenizerAndRendererExtension = {
  name: 'inlineMaths',
  level: 'inline',
  start: (source) => indexOf(/\$|\\[([]/, source),
  tokenizer(source) {
    const match = INLINE.exec(source);
    if (match === null) return undefined;
    const text = match.slice(1).find((part) => part !== undefined) ?? '';
    const isProse = match[0].startsWith('$') && /\s/.test(text) && !/[\\^_={}+<>|*/]/.test(text);
    if (isProse) return undefined;
    return { type: 'maths', raw: match[0], text: text.trim(), display: false };
  },
};

const footnote: TokenizerAndRendererExtension = {
  name: 'footnote',
  level: 'block',
  tokenizer(source) {
    const match = FOOTNOTE.exec(source);
    if (match === null) return undefined;
    const [raw, label = '', text = ''] = match;
    return { type: 'footnote', raw, label, text: text.replaceAll(/\n[ \t]*/g, '\n') };
  },
};

/** A pointer to a footnote is no link, whatever its definition says. */
const footnotePointer: TokenizerAndRendererExtension = {
  name: 'footnotePointer',
  level: 'inline',
  start: (source) => indexOf(/\[\^/, source),
  tokenizer(source) {
    const match = /^\[\^([^\]\s]+)\](?!\()/.exec(source);
    return match === null ? undefined : { type: 'text', raw: match[0], text: match[0], escaped: true };
  },
};

/** GitHub's Markdown with what models write beside it: formulas in TeX, and footnotes. */
export const answerLexer = new Marked({
  extensions: [displayMaths, inlineMaths, footnote, footnotePointer],
});

function indexOf(pattern: RegExp, source: string): number | undefined {
  const index = pattern.exec(source)?.index;
  return index === undefined || index < 0 ? undefined : index;
}
