import { Unreadable } from './repair.ts';

const OPENS_AFTER = /[\s([{<–—/-]/;
const WORD = /[\p{L}\p{N}]/u;

/** Follows the unescaped quotes within a string: only what comes in pairs, or is plainly no quotation mark, may stay. */
export interface QuoteBalance {
  /** A quote at `at`, within the string that opened at `start`. Throws Unreadable where it closes what was not open. */
  add(text: string, start: number, at: number): void;
  /** Whether the quote that is open stands after a word on the same line: then what it opened is no key. */
  followsWord(): boolean;
  /** At the string's end: whether there were any. Throws Unreadable where one is still open. */
  finish(at: number): boolean;
}

export function createQuoteBalance(kind: 'double' | 'single'): QuoteBalance {
  const isLone = kind === 'double' ? isInch : isApostrophe;
  let open = false;
  let any = false;
  let followsWord = false;
  return {
    add(text, start, at) {
      any = true;
      const before = at - 1 === start ? ' ' : (text[at - 1] ?? ' ');
      const after = text[at + 1] ?? ' ';
      if (OPENS_AFTER.test(before) && !/\s/.test(after)) {
        if (open) throw unclear(at);
        open = true;
        followsWord = /[\p{L}\p{N}] $/u.test(text.slice(Math.max(start + 1, at - 4), at));
      } else if (open && !isWithinWord(before, after)) {
        open = false;
      } else if (!isLone(before, after)) {
        throw unclear(at);
      }
    },
    followsWord: () => open && followsWord,
    finish(at) {
      if (open) throw unclear(at);
      return any;
    },
  };
}

function unclear(at: number): Unreadable {
  return new Unreadable('quotes within a string that are not escaped and can be read in two ways', at);
}

/** As in: a 6" pipe. */
function isInch(before: string, after: string): boolean {
  return /\d/.test(before) && /[\s.;)]/.test(after);
}

/** As in: it's; the dogs' bowl; 6' tall. */
function isApostrophe(before: string, after: string): boolean {
  return isWithinWord(before, after) || (/[s\d]/.test(before) && after === ' ');
}

function isWithinWord(before: string, after: string): boolean {
  return WORD.test(before) && WORD.test(after);
}
