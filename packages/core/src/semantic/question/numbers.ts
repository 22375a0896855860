const SMALL = new Map(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
    'eighteen nineteen'
  )
    .split(' ')
    .map((word, value) => [word, value] as const),
);
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10] as const),
);
const SCALES = new Map<string, number>([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1_000],
  ['k', 1_000],
  ['lakh', 100_000],
  ['million', 1_000_000],
  ['mn', 1_000_000],
  ['crore', 10_000_000],
  ['billion', 1e9],
  ['bn', 1e9],
  ['trillion', 1e12],
]);
const ORDINALS = new Map(
  (
    'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
    'sixteenth seventeenth eighteenth nineteenth twentieth'
  )
    .split(' ')
    .map((word, value) => [word, value] as const),
);
const ROMAN = new Map<string, number>([
  ['II', 2],
  ['III', 3],
  ['IV', 4],
  ['VI', 6],
  ['VII', 7],
  ['VIII', 8],
  ['IX', 9],
  ['XI', 11],
  ['XII', 12],
]);

/** The value of digits with separators: "400,000" and "400000" are one number, "3.80" is 3.8. */
export function digitsValue(text: string): number {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.');
  return Number(plain);
}

export function numberWord(word: string): number | undefined {
  return SMALL.get(word) ?? TENS.get(word);
}

export function isTens(word: string): boolean {
  return TENS.has(word);
}

export function scaleWord(word: string): number | undefined {
  return SCALES.get(word);
}

export function ordinalWord(word: string): number | undefined {
  return ORDINALS.get(word);
}

/** Roman numerals as typed, from 2 on; single letters are letters. */
export function romanNumeral(raw: string): number | undefined {
  return ROMAN.get(raw);
}
