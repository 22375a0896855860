import { IRREGULAR_FORMS } from './irregular-forms.ts';

const NO_PAST =
  /(?:ing|s)$|^(?:child|criterion|foot|half|index|knife|leaf|life|loaf|man|matrix|mouse|person|shelf|tooth|wife|woman) /;
const IRREGULAR = new Set(
  IRREGULAR_FORMS.filter((line) => !NO_PAST.test(`${line.split(' ')[0]} `)).flatMap((line) =>
    line
      .split(' ')
      .slice(1)
      .filter((form) => !/(?:ing|s)$/.test(form)),
  ),
);

/** Whether a lower-case word is a past tense or a past participle: "closed", "won", "paid". */
export function isPast(word: string): boolean {
  return IRREGULAR.has(word) || (word.length > 4 && word.endsWith('ed') && !word.endsWith('eed'));
}
