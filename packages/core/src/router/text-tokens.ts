import type { Tokenizer } from './tokenizer.ts';

export interface TokenCount {
  /** The best guess. */
  readonly likely: number;
  /** What it is all but sure not to exceed. */
  readonly most: number;
}

/**
 * Tokens by kind of run. No tokenizer of a current model is public; these were fitted by least squares to what the last
 * public one (npm `@anthropic-ai/tokenizer`; npm `ai-tokenizer`, which gives 98 % and more for Sonnet 4.5, agrees with it)
 * counts on prose, Markdown, web text, TypeScript, JavaScript, Python and C: within 10 % on nearly all of 400 texts.
 */
const WORD = 0.95;
const LONG_WORD = 6;
const LETTER_BEYOND = 0.245;
const CAPITAL = 0.33;
const DIGIT = 0.62;
const SYMBOLS = 1.18;
const LINE_ENDS = 0.77;

/**
 * Ordinary words cost more under `claude-4.7`; numbers, symbols and other scripts do not. Anthropic's guide says about
 * 30 % more in all, measurements of others 20 to 45 % for prose and 13 to 36 % for code.
 */
const WORDS_SINCE_4_7 = 1.35;

/** Tokens a character of other scripts: most likely, and at most. */
const OTHER_SCRIPTS: readonly (readonly [from: number, to: number, likely: number, most: number])[] = [
  [0x0080, 0x0250, 1.6, 2.2],
  [0x0370, 0x0400, 1.2, 2.2],
  [0x0400, 0x0530, 0.6, 1.2],
  [0x0590, 0x0e00, 1.1, 3],
  [0x0e00, 0x1200, 1.6, 3],
  [0x1200, 0x1400, 3, 4.5],
  [0x1e00, 0x1f00, 1.5, 2],
  [0x3000, 0x3040, 1, 2],
  [0x3040, 0x3100, 1.05, 2],
  [0x3400, 0xa000, 1.2, 2.2],
  [0xac00, 0xd7b0, 1.4, 2.5],
  // Half of an emoji, which takes up to four tokens, and more where several are joined.
  [0xd800, 0xe000, 1.6, 3],
  [0xff00, 0xfff0, 1.2, 2],
];
const ELSEWHERE = [1, 3] as const;

/** Both costs by code unit: a long text looks them up for each of its characters. */
const LIKELY = new Float32Array(0x10000).fill(ELSEWHERE[0]);
const MOST = new Float32Array(0x10000).fill(ELSEWHERE[1]);
for (const [from, to, likely, most] of OTHER_SCRIPTS) {
  LIKELY.fill(likely, from, to);
  MOST.fill(most, from, to);
}

/** How far a text may be from the texts that the estimate was made with, and the tokenizer from what is known of it. */
const MARGIN = 1.25;
const MARGIN_SINCE_4_7 = 1.35;
/** A run of letters that is longer than words are is a key, a hash or an outcry: hardly anything in it is joined. */
const LONGEST_WORD = 14;
const STRANGE_LETTER = 0.6;
const SPACE_AT_MOST = 0.15;
const LINE_END_AT_MOST = 0.5;
const SYMBOL_AT_MOST = 1.1;
/** A word that begins in the middle of another, or of a number, as in base64. */
const GLUED = 0.45;

const KIND = { none: 0, lower: 1, upper: 2, digit: 3, symbol: 4, space: 5, line: 6, other: 7 } as const;

const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return KIND.lower;
  if (/[A-Z]/.test(character)) return KIND.upper;
  if (/\d/.test(character)) return KIND.digit;
  if (character === '\n') return KIND.line;
  return /\s/.test(character) ? KIND.space : KIND.symbol;
});

/** Of every code unit. */
const KINDS = new Uint8Array(0x10000).fill(KIND.other);
KINDS.set(ASCII_KINDS);

/** About how many tokens a text is. One pass: about 5 ms for a million characters. */
export function countText(text: string, tokenizer: Tokenizer): TokenCount {
  const quarters = Math.ceil(text.length / 4);
  if (tokenizer === 'quarters') return { likely: quarters, most: quarters };

  let words = 0;
  let rest = 0;
  let strange = 0;
  let index = 0;
  let kind = kindAt(text, index);
  let before: number = KIND.none;
  while (kind !== KIND.none) {
    const start = index;
    const run = kind;
    do {
      index += 1;
      kind = kindAt(text, index);
    } while (kind === run && run !== KIND.other);
    const length = index - start;
    if (isWordy(run) && isWordy(before)) strange += GLUED;
    before = run;
    switch (run) {
      case KIND.lower:
        words += wordCost(length);
        strange += strangeness(length);
        break;
      case KIND.upper: {
        // The last capital belongs to the word that it begins.
        const begins = kind === KIND.lower;
        const capitals = begins ? length - 1 : length;
        if (capitals > 0) words += Math.max(WORD, capitals * CAPITAL);
        strange += strangeness(capitals);
        if (!begins) break;
        const from = index - 1;
        do {
          index += 1;
          kind = kindAt(text, index);
        } while (kind === KIND.lower);
        if (capitals > 0) strange += GLUED;
        words += wordCost(index - from);
        strange += strangeness(index - from);
        before = KIND.lower;
        break;
      }
      case KIND.digit:
        rest += length * DIGIT;
        strange += length * (1 - DIGIT * MARGIN);
        break;
      case KIND.symbol:
        rest += SYMBOLS;
        strange += (length - 1) * SYMBOL_AT_MOST;
        break;
      case KIND.line:
        rest += LINE_ENDS;
        strange += (length - 1) * LINE_END_AT_MOST;
        break;
      case KIND.space:
        strange += (length - 1) * SPACE_AT_MOST;
        break;
      default: {
        const code = text.charCodeAt(start);
        const likely = LIKELY[code] ?? ELSEWHERE[0];
        rest += likely;
        strange += (MOST[code] ?? ELSEWHERE[1]) - likely * MARGIN;
      }
    }
  }
  const newer = tokenizer === 'claude-4.7';
  const likely = words * (newer ? WORDS_SINCE_4_7 : 1) + rest;
  const most = likely * (newer ? MARGIN_SINCE_4_7 : MARGIN) + strange;
  return { likely: Math.ceil(likely), most: Math.max(Math.ceil(most), quarters) };
}

function wordCost(length: number): number {
  return WORD + Math.max(0, length - LONG_WORD) * LETTER_BEYOND;
}

function strangeness(length: number): number {
  return Math.max(0, length - LONGEST_WORD) * STRANGE_LETTER;
}

function isWordy(kind: number): boolean {
  return kind === KIND.lower || kind === KIND.upper || kind === KIND.digit;
}

/** `none` beyond the end. */
function kindAt(text: string, index: number): number {
  return index < text.length ? (KINDS[text.charCodeAt(index)] ?? KIND.other) : KIND.none;
}
