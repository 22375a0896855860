import { IRREGULAR_FORMS, UNSTEMMED } from './irregular-forms.ts';
import { toAmericanSpelling } from './american-spelling.ts';
import { rememberWords } from './remember-words.ts';

const IRREGULAR = new Map(
  IRREGULAR_FORMS.flatMap((line) => {
    const [base = '', ...forms] = line.split(' ');
    return forms.map((form): [string, string] => [form, base]);
  }),
);
const KEPT = new Set(UNSTEMMED);

/**
 * What the inflected forms of a word have in common: "changing", "changes" and "changed" all give "chang".
 * Lower-case words only. Degrees ("high", "higher", "highest"), agents ("plumber") and negating prefixes stay apart:
 * they change what is asked.
 */
export const stem = rememberWords(compute);

function compute(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  if (KEPT.has(base) || base.length <= 3 || !/^[a-z]+$/.test(base)) return base;
  return dropFinal(dropInflection(toAmericanSpelling(base)));
}

function dropInflection(word: string): string {
  // "meetings" meets "meeting", which meets "meet"; "wings" and "strings" meet their singular.
  if (word.endsWith('ings') && word.length > 6) {
    const single = word.slice(0, -1);
    return KEPT.has(single) ? single : withoutEnding(single, 3);
  }
  if (word.endsWith('ing')) return withoutEnding(word, 3);
  if (word.endsWith('ied') || word.endsWith('ies'))
    return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('eed')) return word;
  if (word.endsWith('ed')) return withoutEnding(word, 2);
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** "stopping" → "stop", "hoping" → "hope", "calling" → "call"; "string" stays, since a word must be left. */
function withoutEnding(word: string, ending: number): string {
  const base = word.slice(0, -ending);
  if (base.length < 2 || !/[aeiouy]/.test(base)) return word;
  if (/([bdgmnprt])\1$/.test(base) && base.length > 3) return base.slice(0, -1);
  const shortSyllable = syllables(base) === 1 && /[^aeiou][aeiouy][^aeiouwxy]$/.test(base);
  return shortSyllable || /(?:[aeiounlr]c|[aeiolrd]g|(?:ch|r)ang|[aeiou]s|[rn]s|v|z|u)$/.test(base)
    ? `${base}e`
    : base;
}

/** Short words that another word becomes without its e. */
const KEEP_E = new Set(
  'grade paste plane plume prime scare shine slime slope spare spine stare state twine'.split(' '),
);

/**
 * A longer word does without its final e and its second l, so that "deleting" and "delete", "travelling" and "travel"
 * meet; a short one keeps them: "care" is not "car". "movie" meets "movies" here.
 */
function dropFinal(word: string): string {
  if (word.length < 5) return word;
  if (word.endsWith('ie')) return `${word.slice(0, -2)}y`;
  if (word.endsWith('ll') && syllables(word) > 1) return word.slice(0, -1);
  return word.endsWith('e') && !word.endsWith('ee') && !KEEP_E.has(word) ? word.slice(0, -1) : word;
}

const syllables = (word: string): number => word.match(/[aeiouy]+/g)?.length ?? 0;
