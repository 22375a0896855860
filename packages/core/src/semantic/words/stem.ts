import { IRREGULAR_FORMS, UNSTEMMED } from './irregular-forms.ts';
import { toAmericanSpelling } from './american-spelling.ts';

const IRREGULAR = new Map(
  IRREGULAR_FORMS.flatMap((line) => {
    const [base = '', ...forms] = line.split(' ');
    return forms.map((form): [string, string] => [form, base]);
  }),
);
const KEPT = new Set(UNSTEMMED);
const CACHE_LIMIT = 20_000;
const cache = new Map<string, string>();

/**
 * What the inflected forms of a word have in common: "changing", "changes" and "changed" all give "chang".
 * Lower-case words only. Degrees ("high", "higher", "highest"), agents ("plumber") and negating prefixes stay apart:
 * they change what is asked.
 */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const result = compute(word);
  cache.set(word, result);
  return result;
}

function compute(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  if (KEPT.has(base) || base.length <= 3 || !/^[a-z]+$/.test(base)) return base;
  return dropFinalE(dropInflection(toAmericanSpelling(base)));
}

function dropInflection(word: string): string {
  if (word.endsWith('ing')) return undouble(word, 3);
  if (word.endsWith('ied') || word.endsWith('ies'))
    return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('eed')) return word;
  if (word.endsWith('ed')) return undouble(word, 2);
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** "stopping" → "stop", but "calling" → "call" and "string" stays: what is left must have a vowel. */
function undouble(word: string, ending: number): string {
  const base = word.slice(0, -ending);
  if (base.length < 3 || !/[aeiouy]/.test(base)) return word;
  return /([bdgmnprt])\1$/.test(base) && base.length > 4 ? base.slice(0, -1) : base;
}

function dropFinalE(word: string): string {
  // "movie" meets "movies" here.
  if (word.length > 4 && word.endsWith('ie')) return `${word.slice(0, -2)}y`;
  return word.length > 3 && word.endsWith('e') && !word.endsWith('ee') ? word.slice(0, -1) : word;
}
